import { useParams } from 'react-router';
import '../../styles/panel.css';
import { RecordView } from './RecordView';

/** A record's own page. */
export default function RecordScreen() {
  const { ledger = '', book = '', record = '' } = useParams();
  return (
    <div className="page" style={{ maxWidth: 760 }}>
      <div className="sheet panel-body">
        <RecordView of={{ ledger, book, record }} />
      </div>
    </div>
  );
}

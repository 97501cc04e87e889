import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import '../../styles/panel.css';
import { ledger as ledgerQuery, record as recordQuery } from '../../api/queries';
import { useTitle } from '../../shell/useTitle';
import { RecordView } from './RecordView';

/** A record's own page. */
export default function RecordScreen() {
  const { ledger = '', book = '', record = '' } = useParams();
  const title = useQuery(recordQuery({ ledger, book, record })).data?.title;
  const kept = useQuery(ledgerQuery(ledger)).data?.name;
  useTitle(title || '记录', kept);
  return (
    <div className="page" style={{ maxWidth: 760 }}>
      <h1 className="unseen">{kept ?? '记录'}</h1>
      <div className="sheet panel-body">
        <RecordView of={{ ledger, book, record }} />
      </div>
    </div>
  );
}

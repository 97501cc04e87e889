import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import '../../styles/panel.css';
import { ledger as ledgerQuery, record as recordQuery } from '../../api/queries';
import { useTitle } from '../../shell/useTitle';
import { PastRecord } from './PastRecord';
import { RecordView } from './RecordView';

/** A record's own page. */
export default function RecordScreen() {
  const { ledger = '', book = '', record = '' } = useParams();
  const title = useQuery(recordQuery({ ledger, book, record })).data?.title;
  const kept = useQuery(ledgerQuery(ledger)).data?.name;
  const registered = (useLocation().state as { registered?: boolean } | null)?.registered === true;
  const then = Number(useSearchParams()[0].get('then')) || undefined;
  useTitle(then ? `${title || '记录'}（过去的样子）` : title || '记录', kept);
  return (
    <div className="page" style={{ maxWidth: 760 }}>
      <h1 className="unseen">{kept ?? '记录'}</h1>
      {registered ? (
        <p className="record-next" data-part="registered">
          <Link className="button" to={`/ledgers/${ledger}/new`}>
            再登记一条
          </Link>
          <Link className="button" to={`/ledgers/${ledger}`}>
            {kept ? `回“${kept}”台账` : '回台账'}
          </Link>
        </p>
      ) : null}
      <div className="sheet panel-body">
        {then ? <PastRecord of={{ ledger, book, record }} then={then} /> : <RecordView of={{ ledger, book, record }} />}
      </div>
    </div>
  );
}

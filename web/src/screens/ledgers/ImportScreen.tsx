import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { at } from '../../api/client';
import { ledger as ledgerQuery } from '../../api/queries';
import { UnitChooser } from '../../shell/Choosers';
import { Trouble } from '../../shell/Trouble';
import { useTitle } from '../../shell/useTitle';
import { ImportDesk } from './ImportDesk';

/** The page of the import desk of one ledger. */
export default function ImportScreen() {
  const id = useParams().ledger ?? '';
  const found = useQuery(ledgerQuery(id));
  const ledger = found.data;
  const [unit, setUnit] = useState('');
  useTitle('导入表格', ledger?.name);
  if (found.error) return <div className="page"><Trouble cause={found.error} retry={() => void found.refetch()} /></div>;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{ledger ? `${ledger.name}：导入表格` : '导入表格'}</h1>
        <p className="page-about">
          表格原样交来就行。先看读得对不对、哪些格有问题，确认后才写入；写入后可整体撤销。<Link to={`/ledgers/${id}`}>去看台账</Link>
          <br />
          要从头填一份，可以
          <a href={`/api${at`/ledgers/${id}/template`}`} download data-act="template">
            下载填报模板
          </a>
          ：列名、选项、格式都备好了，填好交来一定认得。
        </p>
      </div>
      <div className="filters">
        <UnitChooser value={unit} name="表里所有行都算作" anyName="按表里写的" onChange={setUnit} />
      </div>
      <ImportDesk key={id} ledger={id} unit={unit} />
    </div>
  );
}

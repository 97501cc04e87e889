import type { ImportReport } from '../../api/types';
import { UnitChooser } from '../../shell/Choosers';
import { useAddress } from '../../shell/useAddress';
import { ImportDesk } from '../ledgers/ImportDesk';
import { DropFile } from '../../shell/DropFile';
import { Heading } from './Heading';

interface Props {
  ledger: string;
  name: string;
  file: File | undefined;
  /** The name of the file that was looked at. */
  expected: string;
  take: (file: File) => void;
  /** A column names the unit of each row. */
  unitSaid: boolean;
  written: (report: ImportReport) => void;
  skip: () => void;
}

/** The sheet into its ledger: looked at, mended, written. */
export function ImportStep({ ledger, name, file, expected, take, unitSaid, written, skip }: Props) {
  const [value, setAddress] = useAddress();
  return (
    <section aria-label="导入">
      <Heading about="先看对得怎样、哪些格有问题，点了写入才登记；写入后还能整体撤销。">把表导入《{name}》</Heading>
      {unitSaid && !value('of') ? null : (
        <div className="filters">
          <UnitChooser value={value('of')} name="表里没写单位的行，算作" anyName="不指定" onChange={(unit) => setAddress({ of: unit })} />
        </div>
      )}
      {file ? (
        <ImportDesk key={value('of')} ledger={ledger} file={file} unit={value('of')} onWritten={written} />
      ) : (
        <>
          <p className="start-note">网页重新打开过，浏览器不能留着您的文件。请再选一次{expected ? `《${expected}》` : '那份表'}，前面改过的都还在。</p>
          <DropFile title="再选一次文件" about={expected || '把表格拖到这里，或点这里选'} take={take} />
        </>
      )}
      <p className="start-note">
        已经写入过了？
        <button type="button" className="button button-quiet" onClick={skip}>
          直接看数
        </button>
      </p>
    </section>
  );
}

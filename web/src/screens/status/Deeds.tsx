import { useMutation, useQueryClient } from '@tanstack/react-query';
import { write } from '../../api/client';
import type { Finding, StatusDetails } from '../../api/types';
import { Findings, Trouble } from '../../shell/Trouble';

interface Done {
  said: string;
  findings: Finding[];
}

const verify = async (): Promise<Done> => {
  const { findings } = await write<{ findings: Finding[] }>('POST', '/verify', {});
  const wrong = findings.filter(({ severity }) => severity === 'error').length;
  const said = wrong
    ? `核验发现 ${wrong} 处不对：请先不要再写，把这一页给管理员，从备份里核对。`
    : '核验完毕，全部账本没有被改动过。';
  return { said, findings };
};

const backUp = async (): Promise<Done> => ({ ...(await write<{ said: string }>('POST', '/backups', {})), findings: [] });

/** Verifies and backs up at a click, for who may. Both read all there is: the page says that it is under way, and what came of it. */
export function Deeds({ status }: { status: StatusDetails }) {
  const known = useQueryClient();
  const deed = useMutation({ mutationFn: (what: () => Promise<Done>) => what(), onSettled: () => known.invalidateQueries({ queryKey: ['status'] }) });
  if (!status.may_verify) return null;
  return (
    <div className="status-deeds">
      <button type="button" className="button" data-act="verify" disabled={deed.isPending} onClick={() => deed.mutate(verify)}>
        现在核验
      </button>
      {status.may_back_up ? (
        <button type="button" className="button" data-act="back-up" disabled={deed.isPending} onClick={() => deed.mutate(backUp)}>
          现在备份
        </button>
      ) : null}
      <p role="status" data-part="deed">
        {deed.isPending ? '正在读全部数据，数据多时要几分钟，可以先做别的事……' : deed.data?.said}
      </p>
      {deed.data?.findings.length ? <Findings findings={deed.data.findings} /> : null}
      {deed.error ? <Trouble cause={deed.error} /> : null}
    </div>
  );
}

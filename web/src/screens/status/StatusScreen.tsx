import { useQuery } from '@tanstack/react-query';
import '../../styles/status.css';
import { status } from '../../api/queries';
import type { HealthCheck, SlowNote, Status, StatusDetails } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { Deeds } from './Deeds';
import { Hooks } from './Hooks';
import { useTitle } from '../../shell/useTitle';
import { moment } from '../../shell/moment';
import { FOR_ALL, HOW, IN_ALL, SLOW, done, since, size, took } from './words';

/** How the server is doing: for whoever looks after it, and for whoever is asked why it is slow today. */
export default function StatusScreen() {
  useTitle('运行状态');
  const found = useQuery(status);
  return (
    <div className="page">
      <div className="page-head">
        <h1>运行状态</h1>
        {found.data?.details ? <p className="page-about">服务、数据库和磁盘好不好，最近什么慢了，该怎么办。这里不显示任何记录的内容。</p> : null}
      </div>
      {found.error ? <Trouble cause={found.error} retry={() => void found.refetch()} /> : null}
      {found.data ? <Told status={found.data} /> : found.isPending ? <Waiting what="运行状态" /> : null}
    </div>
  );
}

function Told({ status }: { status: Status }) {
  const { details } = status;
  return (
    <>
      <section className="sheet status-part" aria-label="检查">
        <p className="status-all" data-status={status.status} role="status">
          {(details ? IN_ALL : FOR_ALL)[status.status]}
        </p>
        {details ? (
          <ul className="status-checks" data-part="checks">
            {details.checks.map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        ) : (
          <p className="hint">
            版本 {status.version}，服务器时间 {moment(status.now)}。磁盘、备份这些由系统管理员看。
          </p>
        )}
      </section>
      {details ? <Details of={details} status={status} /> : null}
    </>
  );
}

/** What only who looks after the server is told. */
function Details({ of, status }: { of: StatusDetails; status: Status }) {
  return (
    <>
      <section className="sheet status-part" aria-label="数据">
        <h2>数据</h2>
        <dl className="status-facts">
          <Fact name="最后一次变更">{of.last_commit ? moment(of.last_commit) : '还没有'}</Fact>
          <Fact name="上次核验">{done(of.verified, moment, '还没有')}</Fact>
          <Fact name="上次备份">{done(of.backed_up, moment, of.may_back_up ? '还没有' : '还没有。启动时加 --backup-to 目录，每天就会备份；也可以运行 qianmo backup')}</Fact>
          <Fact name="数据库大小">{size(of.store_bytes)}</Fact>
          <Fact name="磁盘剩余">
            {size(of.free_bytes)}
            {of.disk_bytes ? <span className="hint">，共 {size(of.disk_bytes)}</span> : null}
          </Fact>
        </dl>
        <Deeds status={of} />
      </section>
      <section className="sheet status-part" aria-label="服务">
        <h2>服务</h2>
        <dl className="status-facts">
          <Fact name="版本">{status.version}</Fact>
          <Fact name="已运行">
            {since(of.uptime_seconds)}
            <span className="hint">，{moment(of.started)} 启动</span>
          </Fact>
          <Fact name="服务器时间">{moment(status.now)}</Fact>
          <Fact name="占用内存">{size(of.memory_bytes)}</Fact>
          <Fact name="启动以来">
            写入 {of.commits} 次变更、{of.rows_written} 条，算了 {of.figures} 个数
          </Fact>
          <Fact name="算数用的数据">
            {of.column_rows} 条<span className="hint">，约 {size(of.column_bytes)} 内存</span>
          </Fact>
        </dl>
      </section>
      <Jobs status={of} />
      {of.may_verify ? <Hooks /> : null}
      <Slow status={of} />
    </>
  );
}

function Check({ check }: { check: HealthCheck }) {
  return (
    <li data-name={check.name} data-status={check.status}>
      <span className="status-mark">{{ ok: '好', warn: '留意', wrong: '不对' }[check.status]}</span>
      <span>
        {check.message}
        {check.hint ? <span className="hint">{check.hint}</span> : null}
      </span>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Jobs({ status }: { status: StatusDetails }) {
  return (
    <section className="sheet status-part" aria-label="定时任务">
      <h2>定时任务</h2>
      <p className="hint">程序每天凌晨自己做的事；关机错过的，开机后补做。几台服务器共用一个数据库时，每天只有一台去做。</p>
      {status.jobs.length ? (
        <ul className="status-checks" data-part="jobs">
          {status.jobs.map(({ id, name, how, at, said }) => (
            <li key={id} data-name={id} data-status={how === 'failed' ? 'warn' : 'ok'}>
              <span className="status-mark">{HOW[how]}</span>
              <span>
                {name}
                <span className="hint">
                  {moment(at)}
                  {said ? ` · ${said}` : ''}
                </span>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="status-none">还没有做过。</p>
      )}
    </section>
  );
}

function Slow({ status }: { status: StatusDetails }) {
  const limits = status.slow_limits.map(({ kind, millis }) => `${SLOW[kind as SlowNote['kind']]} ${took(millis)}`).join('、');
  return (
    <section className="sheet status-part" aria-label="慢操作">
      <h2>慢操作</h2>
      <p className="hint">
        超过这些时间的会记在这里：{limits}。偶尔一次不要紧；常常慢，先看磁盘和内存，再把这一页给管理员看。
      </p>
      {status.slow.length ? (
        <ol className="status-slow" data-part="slow">
          {status.slow.map((note, i) => (
            <li key={i}>
              <span className="status-when">{moment(note.at)}</span>
              <b>{took(note.millis)}</b>
              <span>
                {SLOW[note.kind]}
                <span className="hint">
                  {[note.table ? `表 ${note.table}` : '', note.rows == null ? '' : `${note.rows} 条`, note.asked_by ?? ''].filter(Boolean).join(' · ')}
                </span>
                <code tabIndex={0}>{note.what}</code>
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="status-none">没有。</p>
      )}
    </section>
  );
}

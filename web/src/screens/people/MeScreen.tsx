import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import '../../styles/forms.css';
import '../../styles/start.css';
import '../../styles/people.css';
import { ledgers, readers, session } from '../../api/queries';
import type { Readers, Session } from '../../api/types';
import { SignOut } from '../../shell/SignOut';
import { Waiting } from '../../shell/Waiting';
import { whoIsHere } from '../../shell/people';
import { useTitle } from '../../shell/useTitle';
import { PasswordForm } from '../session/PasswordForm';
import { reachInWords } from './acts/reach';
import { SecondStepPart } from './me/SecondStepPart';
import { TokensPart } from './me/TokensPart';
import { OFFICES, OFFICE_WORK, daysInWords, postInWords } from './states';

/** Oneself: what one is here, what that lets one see, one's password, and the way out. */
export default function MeScreen() {
  useTitle('我的');
  const me = useQuery(session).data;
  if (!me) return <Waiting what="您的账号" />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>我的</h1>
        {me.sign_in === 'done' ? (
          <div className="page-tools">
            <SignOut />
          </div>
        ) : null}
      </div>
      {me.sign_in === 'local' ? <Nobody /> : <Somebody me={me} />}
      {me.works && me.sign_in === 'done' ? <Watched unit={me.unit} /> : null}
    </div>
  );
}

function Nobody() {
  return (
    <section className="sheet people-part" aria-label="账号" data-part="me">
      <h2>本机用户</h2>
      <p>
        现在还不用登录：坐在这台机器前的人都是“本机用户”，什么都能看、都能改。要让每个人用自己的账号，到<Link to="/people">人员</Link>设立管理员。
      </p>
    </section>
  );
}

function Somebody({ me }: { me: Session }) {
  return (
    <>
      <section className="sheet people-part" aria-label="账号" data-part="me">
        <h2>{whoIsHere(me)}</h2>
        <dl className="people-facts">
          <div>
            <dt>登录名</dt>
            <dd>{me.actor}</dd>
          </div>
          <div>
            <dt>单位</dt>
            <dd>{me.unit.name}</dd>
          </div>
          {me.offices.map((office) => (
            <div key={office}>
              <dt>{OFFICES[office]}</dt>
              <dd>{OFFICE_WORK[office]}；不看业务记录</dd>
            </div>
          ))}
        </dl>
      </section>
      {me.offices.length ? null : <Posts me={me} />}
      <section className="sheet people-part" aria-label="修改口令" data-part="password">
        <Password asksCode={me.papers != null} />
      </section>
      <SecondStepPart papers={me.papers ?? null} />
      {me.offices.length ? null : <TokensPart asksCode={me.papers != null} />}
    </>
  );
}

function Posts({ me }: { me: Session }) {
  return (
    <section className="sheet people-part" aria-label="岗位" data-part="posts">
      <h2>岗位</h2>
      {me.posts.length ? (
        <ul className="people-held">
          {me.posts.map((post) => (
            <li key={post.id}>
              <div className="people-held-line">
                <b>{postInWords(post)}</b>
                <span className="people-days">{daysInWords(post)}</span>
                <span className="hint">{post.deputy_of ? `代 ${post.deputy_of_name ?? '别人'}` : ''}</span>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p>还没有岗位，所以什么台账也看不到。请安全管理员给岗位。</p>
      )}
      {me.works ? <Seen /> : null}
    </section>
  );
}

/** Who sees what the unit writes: the county is no stranger that looks in unseen. */
function Watched({ unit }: { unit: Session['unit'] }) {
  const found = useQuery(readers(unit.id)).data;
  if (!found?.signs_in) return null;
  const groups: [string, Readers[]][] = [
    [unit.name, found.readers.filter(({ is_above: above }) => !above)],
    ['上级', found.readers.filter(({ is_above: above }) => above)],
  ];
  return (
    <section className="sheet people-part" aria-label="谁看得到" data-part="readers">
      <h2>谁看得到{unit.name}的记录</h2>
      {groups.map(([name, list]) => (
        <div key={name} className="people-readers">
          <h3>{name}</h3>
          {list.length ? (
            <ul>
              {list.map((one) => (
                <li key={`${one.unit} ${one.role_name}`}>
                  <b>
                    {one.is_above ? `${one.unit_name} ` : ''}
                    {one.role_name}
                  </b>
                  （{one.people} 人）：{reachInWords(one)}
                </li>
              ))}
            </ul>
          ) : (
            <p className="hint">没有人。</p>
          )}
        </div>
      ))}
      <p>
        <Link to={`/unit/${encodeURIComponent(unit.id)}/readers`}>逐本、逐栏地看，谁看得到什么</Link>
      </p>
      <p className="hint">
        系统、安全两种管理员不看业务记录；审计员只看谁改了什么、谁查看过隐去的内容。隐去的个人信息要说明用途才看得到，看过的都有记录。
      </p>
    </section>
  );
}

/** What the posts together open: the very list of ledgers that the room 台账 shows. */
function Seen() {
  const seen = useQuery(ledgers).data?.filter(({ id }) => !id.startsWith('_'));
  if (!seen) return null;
  return (
    <p className="people-seen">
      这些岗位管到所在单位和它下面的单位，能看 {seen.length} 本台账：
      {seen.map(({ id, name }, i) => (
        <span key={id}>
          {i ? '、' : ''}
          <Link to={`/ledgers/${id}`}>{name}</Link>
        </span>
      ))}
      。能填哪几本也由岗位定，填不了的，保存时会说明。
    </p>
  );
}

function Password({ asksCode }: { asksCode: boolean }) {
  const [changed, setChanged] = useState(0);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (changed) said.current?.focus();
  }, [changed]);
  return (
    <>
      <h2>修改口令</h2>
      <p className="hint">至少十个字，用一句自己记得住、别人猜不到的话。改了以后，别处登录着的都要重新登录。</p>
      {changed ? (
        <p ref={said} tabIndex={-1} className="people-done" role="status" data-part="said">
          口令改好了，下次用新的。
        </p>
      ) : null}
      <PasswordForm act="改口令" asksCode={asksCode} done={() => setChanged(changed + 1)} />
    </>
  );
}

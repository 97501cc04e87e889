import { useState } from 'react';
import { Link } from 'react-router';
import { foundAccounts, type FirstOfficer } from '../../api/accounts';
import type { Finding, Office } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { useDeed } from '../../shell/useDeed';
import { useNewcomer } from '../../shell/useNewcomer';
import { Refused } from '../record/form/Refused';
import { OFFICES, OFFICE_WORK } from './states';

type Lines = Pick<FirstOfficer, 'login' | 'name' | 'password'> & { again: string };

const BLANK: Lines = { login: '', name: '', password: '', again: '' };
const ABOUT = [
  '现在不用登录，坐在这台机器前的人什么都能看、都能改。',
  '设了账号，每个人用自己的登录名和口令进来，只看、只填自己岗位的那一份，谁改了什么都记在谁名下。',
  '账号由三种管理员互相监督着管，要由三个人担任；管理员都看不到业务记录，做业务的人另开账号。',
].join('');

const ORDER: Office[] = ['system', 'security', 'audit'];

/** While there are no accounts: what they are for, and the officers to begin with. After that everybody signs in. */
export function FirstOfficers() {
  const [said, setSaid] = useState<Record<Office, Lines>>({ system: BLANK, security: BLANK, audit: BLANK });
  const newcomer = useNewcomer();
  const named = ORDER.filter((office) => office !== 'audit' || Object.values(said.audit).some(Boolean));
  const { form, busy, problem, wrongOf, send } = useDeed(
    () => foundAccounts(named.map((office) => ({ office, login: said[office].login.trim(), name: said[office].name.trim(), password: said[office].password }))),
    newcomer,
  );
  const unlike = named.some((office) => said[office].password !== said[office].again);
  const missing = named.some((office) => Object.values(said[office]).some((line) => !line.trim()));
  return (
    <div className="page start-page">
      <div className="page-head">
        <h1>人员</h1>
        <div className="page-tools">
          <Link className="button" to="/units">
            单位
          </Link>
          <Link className="button" to="/parameters">
            参数
          </Link>
        </div>
        <p className="page-about">
          {ABOUT}
        </p>
      </div>
      <Refused problem={problem} />
      <form ref={form} className="start-form" onSubmit={send} noValidate data-part="first">
        {ORDER.map((office) => (
          <OfficerLines
            key={office}
            office={office}
            lines={said[office]}
            wrongOf={wrongOf}
            change={(lines) => setSaid((now) => ({ ...now, [office]: { ...now[office], ...lines } }))}
          />
        ))}
        <p className="start-note">
          口令请各人自己写，至少十个字，用一句自己记得住、别人猜不到的话。设好以后，这里马上要登录。
        </p>
        <div className="start-acts">
          <button type="submit" className="button button-first" disabled={busy || unlike || missing} data-act="found">
            设立管理员，启用账号
          </button>
          {unlike || missing ? <span className="hint">{unlike ? '有一处口令两遍写得不一样，或只写了一遍。' : '系统管理员和安全管理员都要写全；审计员可以以后再设。'}</span> : null}
        </div>
      </form>
    </div>
  );
}

interface LinesProps {
  office: Office;
  lines: Lines;
  wrongOf: (field: string) => Finding[];
  change: (lines: Partial<Lines>) => void;
}

function OfficerLines({ office, lines, wrongOf, change }: LinesProps) {
  const differs = lines.again !== '' && lines.again !== lines.password;
  return (
    <fieldset className="sheet people-officer" data-office={office}>
      <legend>
        {OFFICES[office]}
        <small>
          {OFFICE_WORK[office]}
          {office === 'audit' ? '；可以以后再设' : ''}
        </small>
      </legend>
      <div className="people-lines">
        <InputRow id={`${office}-login`} label="登录名" value={lines.login} onChange={(login) => change({ login })} wrong={[...wrongOf(office), ...wrongOf(`${office}.login`)]} maxLength={40} />
        <InputRow id={`${office}-name`} label="姓名" value={lines.name} onChange={(name) => change({ name })} wrong={wrongOf(`${office}.name`)} maxLength={40} />
        <InputRow id={`${office}-password`} label="口令" value={lines.password} onChange={(password) => change({ password })} complete="new-password" wrong={wrongOf(`${office}.password`)} />
        <InputRow
          id={`${office}-again`}
          label="再写一遍口令"
          value={lines.again}
          onChange={(again) => change({ again })}
          complete="new-password"
          wrong={differs ? [{ message: '两遍写得不一样。', hint: '' }] : []}
        />
      </div>
    </fieldset>
  );
}

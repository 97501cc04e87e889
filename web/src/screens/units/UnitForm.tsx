import { Select } from 'antd';
import { useState, type FormEvent } from 'react';
import type { Unit } from '../../api/types';
import { InputRow } from '../../shell/InputRow';
import { Pick } from '../people/acts/Pick';
import { levelsOf, type Pending } from './pending';

type Kind = 'begin' | 'rename' | 'move' | 'end';

const KINDS: [Kind, string][] = [
  ['begin', '在它下面新设'],
  ['rename', '改名'],
  ['move', '划归别处'],
  ['end', '撤销或并入'],
];

interface Props {
  unit: Unit;
  units: Unit[];
  pending: Pending;
  add: (more: Partial<Pending>) => void;
  close: () => void;
}

/** What is to become of one unit; it is added to what is handed in together. */
export function UnitForm({ unit, units, pending, add, close }: Props) {
  const levels = levelsOf(units);
  const rank = (level: string) => levels.findIndex(({ id }) => id === level);
  const below = levels.slice(rank(unit.level) + 1);
  const [kind, setKind] = useState<Kind>(below.length ? 'begin' : 'rename');
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [level, setLevel] = useState(below[0]?.id ?? '');
  const [parent, setParent] = useState('');
  const [successors, setSuccessors] = useState<string[]>([]);
  const there = units.filter(({ ends }) => !ends);
  const above = there.filter((one) => rank(one.level) < rank(unit.level) && one.book === unit.book && one.id !== unit.parent);
  const beside = [
    ...there.filter((one) => one.level === unit.level && one.id !== unit.id).map(({ id, name }) => ({ value: id, label: name })),
    ...pending.begins.filter((one) => one.level === unit.level).map(({ code: id, name }) => ({ value: id, label: `${name}（这次新设）` })),
  ];
  const kinds = KINDS.filter(([one]) => (one === 'begin' ? below.length > 0 : one === 'rename' || unit.parent));
  const enough = { begin: name.trim() && code.trim() && level, rename: name.trim(), move: parent, end: true }[kind];
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!enough) return;
    if (kind === 'begin') add({ begins: [{ code: code.trim(), name: name.trim(), level, parent: unit.id }] });
    if (kind === 'rename') add({ renames: [{ unit: unit.id, name: name.trim() }] });
    if (kind === 'move') add({ moves: [{ unit: unit.id, parent }] });
    if (kind === 'end') add({ ends: [{ unit: unit.id, successors }] });
    close();
  };
  return (
    <form className="unit-form" onSubmit={send} aria-label={`${unit.name}怎么变`} data-part="unit-form">
      <Pick id="unit-kind" label="怎么变" choices={kinds.map(([value, words]) => ({ value, name: words }))} value={kind} onChange={(next) => setKind((next || kind) as Kind)} none="请选" />
      {kind === 'begin' ? (
        <>
          <Pick id="unit-level" label="层级" choices={below.map((one) => ({ value: one.id, name: one.name }))} value={level} onChange={setLevel} none="请选层级" />
          <InputRow id="unit-code" label="代码" value={code} onChange={setCode} maxLength={40} help="行政区划代码；用过的代码不再给别的单位。" />
        </>
      ) : null}
      {kind === 'begin' || kind === 'rename' ? (
        <InputRow
          id="unit-name"
          label={kind === 'rename' ? '新名称' : '名称'}
          value={name}
          onChange={setName}
          maxLength={40}
          {...(kind === 'rename' ? { help: '名称不分日期：以前的记录也按新名称显示，原来叫什么在变更里查得到。' } : {})}
         
        />
      ) : null}
      {kind === 'move' ? (
        <Pick
          id="unit-parent"
          label="划归"
          choices={above.map((one) => ({ value: one.id, name: one.name }))}
          value={parent}
          onChange={setParent}
          none="请选上级"
          help="只能在同一本账里划归；跨乡镇的，请在那边新设，再把这个撤销并写明接续。"
         
        />
      ) : null}
      {kind === 'end' ? (
        <div className="form-row">
          <label htmlFor="unit-successors">由谁接续</label>
          <Select
            id="unit-successors"
            mode="multiple"
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="可选一个或几个，也可以没有"
            options={beside}
            value={successors}
            onChange={setSuccessors}
          />
          <p className="form-help">并入一个单位选一个；拆成几个就先新设、再都选上，分不清归谁的记录按现行区划会列在“待划分”。</p>
        </div>
      ) : null}
      <div className="form-acts">
        <button type="submit" className="button button-first" disabled={!enough}>
          加进这次变动
        </button>
        <button type="button" className="button" onClick={close}>
          不改
        </button>
      </div>
    </form>
  );
}

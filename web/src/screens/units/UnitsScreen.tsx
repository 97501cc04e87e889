import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import '../../styles/forms.css';
import '../../styles/people.css';
import '../../styles/units.css';
import { session, units as unitsQuery } from '../../api/queries';
import type { Unit } from '../../api/types';
import { Trouble } from '../../shell/Trouble';
import { Waiting } from '../../shell/Waiting';
import { useAddress } from '../../shell/useAddress';
import { useTitle } from '../../shell/useTitle';
import { PendingSheet } from './PendingSheet';
import { UnitForm } from './UnitForm';
import { UnitTree } from './UnitTree';
import { NOTHING, linesOf, type Pending } from './pending';

const ShapesForm = lazy(() => import('./ShapesForm'));

/** The units of the county as they are nested; who administers gathers what changes and hands it in as one Change. */
export default function UnitsScreen() {
  useTitle('单位');
  const found = useQuery(unitsQuery);
  const me = useQuery(session).data;
  const [value, setAddress] = useAddress();
  const [about, setAbout] = useState<string>();
  const [pending, setPending] = useState(NOTHING);
  const [shapes, setShapes] = useState(false);
  if (found.error) return <div className="page"><Trouble cause={found.error} retry={() => void found.refetch()} /></div>;
  if (!found.data || !me) return <Waiting what="单位" />;
  const units = found.data;
  const administers = me.sign_in === 'local' || me.offices.includes('system');
  const add = (more: Partial<Pending>) =>
    setPending((now) => ({
      begins: [...now.begins, ...(more.begins ?? [])],
      ends: [...now.ends, ...(more.ends ?? [])],
      moves: [...now.moves, ...(more.moves ?? [])],
      renames: [...now.renames, ...(more.renames ?? [])],
    }));
  const acts = (unit: Unit) =>
    administers && !unit.ends ? (
      <button
        type="button"
        className="button button-quiet"
        aria-expanded={about === unit.id}
        aria-label={`变动${unit.name}`}
        data-act="unit"
        onClick={() => setAbout(about === unit.id ? undefined : unit.id)}
      >
        变动……
      </button>
    ) : null;
  const below = (unit: Unit) =>
    about === unit.id ? <UnitForm unit={unit} units={units} pending={pending} add={add} close={() => setAbout(undefined)} /> : null;
  return (
    <div className="page">
      <div className="page-head">
        <h1>单位</h1>
        {administers ? (
          <div className="page-tools">
            <button type="button" className="button" aria-expanded={shapes} data-act="shapes" onClick={() => setShapes(!shapes)}>
              导入边界
            </button>
          </div>
        ) : null}
        <p className="page-about">
          县、乡镇、村、网格从哪天有、到哪天撤、由谁接续。{administers ? '新设、撤并、划归、改名先逐项加进“这次变动”，再一起生效。' : '由系统管理员变动。'}
        </p>
      </div>
      {linesOf(pending, units).length ? (
        <PendingSheet pending={pending} units={units} today={me.today} change={setPending} done={() => setPending(NOTHING)} />
      ) : null}
      {shapes ? (
        <Suspense fallback={<Waiting what="表单" />}>
          <ShapesForm close={() => setShapes(false)} />
        </Suspense>
      ) : null}
      <div className="filters">
        <input
          className="plain-input list-seek"
          type="search"
          aria-label="查找名称或代码"
          placeholder="查找名称或代码"
          defaultValue={value('q')}
          onChange={(event) => setAddress({ q: event.target.value }, { replace: true })}
        />
        <label className="unit-tick">
          <input type="checkbox" checked={value('ended') !== ''} onChange={(event) => setAddress({ ended: event.target.checked ? '1' : '' })} />
          已撤销的也列出
        </label>
        <span className="hint">现有 {units.filter(({ ends }) => !ends).length} 个单位</span>
      </div>
      <div className="sheet unit-sheet">
        <UnitTree units={units} words={value('q').trim()} ended={value('ended') !== ''} acts={acts} below={below} />
      </div>
    </div>
  );
}

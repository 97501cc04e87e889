import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import '../../styles/forms.css';
import '../../styles/home.css';
import { indicators, reports, session } from '../../api/queries';
import type { Home, Indicator, ReportSummary, Session, Tile } from '../../api/types';
import { Empty } from '../../shell/NotFound';
import { Trouble } from '../../shell/Trouble';
import { unitAddress } from '../../shell/UnitLink';
import { Waiting } from '../../shell/Waiting';
import { useTitle } from '../../shell/useTitle';
import { UsedLedgers } from '../ledgers/UsedLedgers';
import { Beginning } from './Beginning';
import { FigureTile } from './FigureTile';
import { GiveForm } from './GiveForm';
import { ListTile } from './ListTile';
import { shifted, tileKey } from './tiles';
import { useHome } from './useHome';

/** What one wants to see first: pinned figures, lists and reports. */
export default function HomeScreen() {
  const { found, tiles, clash, arrange, takeTheirs, giveUp, give, takeBack } = useHome();
  const who = useQuery(session);
  const known = useQuery(indicators);
  const written = useQuery(reports);
  const [arranging, setArranging] = useState(false);
  useTitle('首页');
  const cause = found.error ?? who.error ?? known.error ?? written.error;
  if (cause) return <div className="page"><Trouble cause={cause} retry={() => void found.refetch()} /></div>;
  if (!found.data || !who.data || !known.data || !written.data) return <Waiting what="首页" />;
  const page = found.data;
  const gives = who.data.sign_in === 'done' && page.roles.length > 0 && who.data.arranges.length > 0;
  return (
    <div className="page page-wide">
      <div className="page-head">
        <h1>首页</h1>
        <div className="page-tools">
          <Link className="button" to={unitAddress(who.data.unit.id)} data-act="own-unit">
            {who.data.unit.name}一览
          </Link>
          {tiles.length || page.whose === 'mine' ? (
            <button type="button" className="button" data-act="arrange" aria-pressed={arranging} onClick={() => setArranging(!arranging)}>
              {arranging ? '整理好了' : '整理首页'}
            </button>
          ) : null}
        </div>
        <p className="page-about">{whoseWords(page)}</p>
      </div>
      {arranging && (page.whose === 'mine' || gives) ? (
        <div className="home-arrange sheet" data-part="arrange">
          {page.whose === 'mine' ? (
            <button type="button" className="button" data-act="give-up" onClick={() => void giveUp()}>
              恢复成平常的样子
            </button>
          ) : null}
          {gives ? <GiveForm units={who.data.arranges} roles={page.roles} give={give} takeBack={takeBack} /> : null}
        </div>
      ) : null}
      {clash ? (
        <section className="home-clash sheet" role="alert" data-part="home-clash">
          <p>
            <b>首页在别处刚改过。</b>您这次的整理还没有保存；下面是别处改成的样子。
          </p>
          <p className="home-acts">
            <button type="button" className="button button-first" data-act="keep-mine" onClick={() => void arrange(clash, '已按您的整理保存。')}>
              用我的
            </button>
            <button type="button" className="button" data-act="take-theirs" onClick={takeTheirs}>
              用别处的
            </button>
          </p>
        </section>
      ) : null}
      {arranging ? null : <Beginning />}
      {arranging ? null : <UsedLedgers all />}
      {tiles.length ? (
        <ul className="home-tiles" data-part="tiles">
          {tiles.map((tile, i) => (
            <li key={tileKey(tile)} className={`home-tile home-${tile.kind}`}>
              <TileView tile={tile} who={who.data} known={known.data} written={written.data} />
              {arranging ? (
                <p className="home-acts">
                  <button type="button" className="button button-quiet" aria-label="往前挪" disabled={i === 0} onClick={() => void arrange(shifted(tiles, i, -1))}>
                    ←
                  </button>
                  <button type="button" className="button button-quiet" aria-label="往后挪" disabled={i === tiles.length - 1} onClick={() => void arrange(shifted(tiles, i, 1))}>
                    →
                  </button>
                  <button type="button" className="button button-quiet" data-act="take-down" onClick={() => void arrange(tiles.filter((_, j) => j !== i), '已移出首页。')}>
                    拿掉
                  </button>
                </p>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <Empty title="首页上还没有钉东西">
          打开<Link to="/indicators">一个指标</Link>，点“钉到首页”；台账里存下来的视图，也可以钉上来。
        </Empty>
      )}
    </div>
  );
}

function TileView({ tile, who, known, written }: { tile: Tile; who: Session; known: Indicator[]; written: ReportSummary[] }) {
  if (tile.kind === 'figure') return <FigureTile tile={tile} who={who} indicator={known.find(({ id }) => id === tile.indicator)} />;
  if (tile.kind === 'list') return <ListTile tile={tile} today={who.today} />;
  const report = written.find(({ id }) => id === tile.report);
  return (
    <>
      <h2 className="home-name">{report?.name ?? '看不到的报告'}</h2>
      {report ? (
        <Link className="button button-first" to={`/reports/${report.id}`}>
          看报告
        </Link>
      ) : (
        <p className="hint">这份报告已经没有。可以点“整理首页”拿掉。</p>
      )}
    </>
  );
}

function whoseWords({ whose, by, role_name: role, unit_name: unit }: Home): string {
  if (whose === 'mine') return '您自己摆的，只有您看得见。每个数都能点开看依据。';
  if (whose === 'role') return `${by}为${unit}的${role}摆的；您可以改成自己的。每个数都能点开看依据。`;
  return '报告和考核先看的几个数，都是本单位的。每个数都能点开看依据；要看别的，在指标页上点“钉到首页”。';
}

import { Link } from 'react-router';
import type { Holder, UnitPage } from '../../api/types';

/** Who answers for what there today, the unit's own first, then those of the units below it. */
export function UnitPosts({ page: { unit, posts, signs_in: signsIn } }: { page: UnitPage }) {
  if (!signsIn) return null;
  const places = [...new Set(posts.map((post) => post.unit))];
  return (
    <section className="sheet unit-part" aria-label="谁负责" data-part="unit-posts">
      <h2>谁负责</h2>
      {places.length ? (
        places.map((place) => {
          const here = posts.filter((post) => post.unit === place);
          return (
            <div key={place} className="unit-posts">
              {place === unit.id ? null : <h3>{here[0]?.unit_name}</h3>}
              <ul>
                {here.map((post) => (
                  <li key={[post.role_name, post.chain, post.name].join(' ')}>
                    <span className="hint">{postWords(post)}</span> {post.name}
                  </li>
                ))}
              </ul>
            </div>
          );
        })
      ) : (
        <p className="hint">今天没有人在这里任岗位；岗位由安全管理员给。</p>
      )}
      <p>
        <Link to={`/unit/${encodeURIComponent(unit.id)}/readers`}>上级和本单位谁看得到这里的记录</Link>
      </p>
    </section>
  );
}

function postWords({ role_name: role, chain, is_deputy: deputy }: Holder): string {
  return `${role}${chain ? `（${chain}）` : ''}${deputy ? '，代' : ''}`;
}

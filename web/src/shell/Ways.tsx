interface Props {
  map: boolean;
  choose: (map: boolean) => void;
  /** What the other way is called. */
  plain: string;
}

/** The two ways to look at the same: as it usually is, and on a map. */
export function Ways({ map, choose, plain }: Props) {
  return (
    <div className="ways" role="group" aria-label="看法">
      <button type="button" aria-current={map ? undefined : 'true'} data-act="as-list" onClick={() => choose(false)}>
        {plain}
      </button>
      <button type="button" aria-current={map ? 'true' : undefined} data-act="as-map" onClick={() => choose(true)}>
        地图
      </button>
    </div>
  );
}

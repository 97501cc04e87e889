import { useState, type ReactNode } from 'react';
import type { ReportVersion } from '../../api/types';
import { useCut } from '../../figures/useCut';
import { RecallForm } from './RecallForm';
import { dayInWords } from './days';

interface ListProps {
  /** The newest first. */
  all: ReportVersion[];
  /** What stands above them: what is not issued yet. */
  now: string;
  /** The version being read; 0 is what is not issued yet. */
  reading: number;
  open: (version: ReportVersion | undefined) => void;
  className?: string;
}

/** What was issued of a report or a form, and above it what was not yet. */
export function VersionList({ all, now, reading, open, className = 'versions' }: ListProps) {
  const door = (number: number, words: string, version?: ReportVersion) => (
    <button type="button" className="button button-quiet" aria-current={reading === number ? 'true' : undefined} onClick={() => open(version)}>
      {words}
    </button>
  );
  return (
    <ul className={className}>
      <li>{door(0, now)}</li>
      {all.map((version) => (
        <li key={version.number} data-version={version.number}>
          {door(version.number, `第${version.number}版`, version)}
          <span className="hint">
            {dayInWords(version.on)}
            {version.by ? ` · ${version.by}` : ''}
            {version.withdrawn ? ' · 已撤回' : ''}
          </span>
          {version.note ? <p className="hint">{version.note}</p> : null}
        </li>
      ))}
    </ul>
  );
}

interface BannerProps {
  of: ReportVersion;
  /** What was done with it: 印发, 报出. */
  did: string;
  /** That it stands: 已定稿, 已报出. */
  stands: string;
  children?: ReactNode;
}

/** Above a version: which, when, by whom, as known when; and whether it still stands. */
export function VersionBanner({ of, did, stands, children }: BannerProps) {
  const cut = useCut(of.as_of);
  return (
    <div className={of.withdrawn ? 'report-banner report-banner-withdrawn' : 'report-banner'} role="note" data-part="banner" title={`核对码 ${of.digest}`}>
      <strong>第{of.number}版</strong>
      <span>
        {dayInWords(of.on)}
        {did}
        {of.by ? `，经办人${of.by}` : ''}
      </span>
      <span>数据{cut}</span>
      {children}
      {of.withdrawn ? <span>已撤回：{of.withdrawn.reason ?? '没有写原因'}</span> : <span>{stands}，不随登记变动</span>}
    </div>
  );
}

/** The door to take a version back, as long as it stands. */
export function RecallDoor({ versions, ask, of }: { versions: string; ask: { unit: string; period: string }; of: ReportVersion }) {
  const [asking, setAsking] = useState(false);
  if (of.withdrawn) return null;
  if (asking) return <RecallForm versions={versions} of={ask} number={of.number} done={() => setAsking(false)} />;
  return (
    <button type="button" className="button button-quiet" data-act="recall" onClick={() => setAsking(true)}>
      撤回这一版……
    </button>
  );
}

import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import '../../styles/map.css';
import { Problem, hand } from '../../api/client';
import { requestId } from '../../api/request_id';
import type { DrawnFeature, DrawnUnits } from '../../api/types';
import { Trouble, asProblem } from '../../shell/Trouble';
import { useSaved } from '../../shell/useUndo';

/** Takes a file with outlines of units: says first which is whose, then takes them up in one Change. */
export default function ShapesForm({ close }: { close: () => void }) {
  const [file, setFile] = useState<File>();
  const [looked, setLooked] = useState<DrawnUnits>();
  const [problem, setProblem] = useState<Problem>();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [request, setRequest] = useState(requestId);
  const client = useQueryClient();
  const saved = useSaved();
  const send = async (chosen: File, judge: boolean) => {
    setBusy(true);
    setProblem(undefined);
    try {
      return await hand<DrawnUnits>('/units/shapes', { request, reason: reason.trim(), judge_only: judge }, chosen);
    } catch (cause) {
      const refused = asProblem(cause);
      setProblem(refused);
      if (refused.status !== 0) setRequest(requestId());
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const look = async (chosen: File) => {
    setFile(chosen);
    setLooked(undefined);
    setLooked(await send(chosen, true));
  };
  const take = async () => {
    setTried(true);
    if (!file || !reason.trim()) return;
    const done = await send(file, false);
    if (!done) return;
    await client.invalidateQueries({ queryKey: ['shapes'] });
    close();
    if (done.receipt) await saved('边界已导入。', done.receipt);
  };
  const found = looked?.features.filter(({ size }) => size) ?? [];
  const wrong = looked?.features.filter(({ findings }) => findings.some(({ severity }) => severity === 'error')) ?? [];
  const passed = looked?.features.filter(({ unit }) => !unit) ?? [];
  return (
    <section className="sheet shapes-form" aria-label="导入单位边界" data-part="shapes-form">
      <h2>导入单位边界</h2>
      <p className="form-help">
        交一个 GeoJSON 文件（CGCS2000 经纬度，不超过 10 MB）。按图形属性里的单位代码或名称对应；边界只用来画图，拐点太多的会简化。
      </p>
      <p>
        <input
          type="file"
          accept=".geojson,.json"
          aria-label="选择 GeoJSON 文件"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) void look(chosen);
            event.target.value = '';
          }}
        />
      </p>
      {problem ? <Trouble cause={problem} /> : null}
      {looked ? (
        <>
          <p role="status" data-part="shapes-said">
            文件里有 {looked.features.length} 个图形，对上 {found.length} 个单位
            {wrong.length ? `，${wrong.length} 个有错` : ''}
            {passed.length ? `，${passed.length} 个不用` : ''}。
          </p>
          <ul className="shapes-list">
            {[...wrong, ...found.filter((one) => !wrong.includes(one)), ...passed].slice(0, 60).map((feature) => (
              <Feature key={feature.number} feature={feature} />
            ))}
          </ul>
          <label htmlFor="shapes-reason">边界的来源</label>
          <Input id="shapes-reason" value={reason} maxLength={200} placeholder="比如：县自然资源局 2025 年村界" onChange={(event) => setReason(event.target.value)} />
          {tried && !reason.trim() ? <p className="form-wrong">请写边界是哪里来的。</p> : null}
        </>
      ) : null}
      <div className="form-acts">
        <Button type="primary" data-act="take-shapes" loading={busy} disabled={!found.length || wrong.length > 0} onClick={() => void take()}>
          导入这些边界
        </Button>
        <Button onClick={close}>不导入了</Button>
      </div>
    </section>
  );
}

function Feature({ feature: { called, unit_name: unit, size, findings } }: { feature: DrawnFeature }) {
  return (
    <li>
      {called}
      {unit ? ` → ${unit}` : ''}
      {size ? <span className="hint">{size}</span> : null}
      {findings.map(({ message, hint }) => (
        <span key={message} className="form-wrong" style={{ display: 'block' }}>
          {message}
          {hint}
        </span>
      ))}
    </li>
  );
}

import { Button } from 'antd';
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import '../../styles/attachments.css';
import { useLate } from '../../shell/useLate';
import type { EditProps } from '../types';
import { FileView } from './FileView';
import { ownAddress } from './address';
import { handed, usePlace, useTellHanding } from './place';
import { useFileUrl } from './useFileUrl';
import { useUpload } from './useUpload';

const PHOTOS = 'image/jpeg,image/png,image/webp';
const FILES = `${PHOTOS},.pdf,.ofd,.docx,.xlsx,.pptx,.doc,.xls,.wps,.et,.txt,.csv`;

/** Whether there is a camera in the hand that holds the page. */
const byHand = () => window.matchMedia('(pointer: coarse)').matches;

/** Takes a photo or a file: chosen, photographed, dropped, pasted. It is sent at once; the record names it once it is saved. */
export function AttachmentEdit({ id, field, value, onChange, describedBy, wrong, text }: EditProps) {
  const place = usePlace();
  const photo = field.type === 'photo';
  const { upload, start, cancel } = useUpload(place?.ledger ?? '', field.id, photo, ({ file }) => onChange(file));
  const late = useLate(upload.kind === 'sending');
  const [over, setOver] = useState(false);
  const choose = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  useTellHanding(field.id, upload.kind === 'sending');
  if (!place) return <p className="form-help">{text ?? ''}</p>;

  const current = typeof value === 'string' ? value : undefined;
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) start(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const paste = (event: ClipboardEvent) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  };
  const input = (ref: typeof choose, label: string, capture: boolean) => (
    <input
      ref={ref}
      type="file"
      hidden
      aria-label={label}
      accept={photo ? PHOTOS : FILES}
      {...(capture ? { capture: 'environment' as const } : {})}
      onChange={(event) => {
        take(event.target.files);
        event.target.value = '';
      }}
    />
  );

  return (
    <div
      className={over ? 'attachment attachment-over' : 'attachment'}
      role="group"
      aria-label={field.name}
      aria-describedby={describedBy}
      aria-invalid={wrong}
      tabIndex={-1}
      data-part="attachment"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onPaste={paste}
    >
      {input(choose, photo ? '选照片' : '选文件', false)}
      {photo ? input(camera, '拍照', true) : null}
      {current && upload.kind !== 'sending' ? <Current id={current} field={field} photo={photo} /> : null}
      {upload.kind === 'sending' ? (
        <div className="attachment-going" role="status">
          {late ? (
            <>
              <progress aria-label={`正在交 ${upload.name}`} max={1} value={upload.part} />
              <span>
                正在交“{upload.name}”，{Math.round(upload.part * 100)}%
              </span>
            </>
          ) : null}
          <Button size="small" onClick={cancel}>
            取消
          </Button>
        </div>
      ) : null}
      {upload.kind === 'failed' ? (
        <div role="alert" data-code={upload.problem.code}>
          <p className="form-wrong">{upload.problem.message}</p>
          <p className="form-help">{upload.problem.hint}</p>
        </div>
      ) : null}
      {upload.kind === 'sending' ? null : (
        <div className="attachment-acts">
          {upload.kind === 'failed' ? (
            <Button type="primary" onClick={() => start(upload.file)}>
              再试一次
            </Button>
          ) : null}
          {photo && byHand() ? <Button onClick={() => camera.current?.click()}>{current ? '重新拍' : '拍照'}</Button> : null}
          <Button id={id} onClick={() => choose.current?.click()}>
            {current ? (photo ? '换一张' : '换一个') : photo ? '选照片' : '选文件'}
          </Button>
          {current ? <Button onClick={() => onChange(null)}>去掉</Button> : null}
          {upload.kind === 'failed' ? <Button onClick={cancel}>不交了</Button> : null}
        </div>
      )}
      {current || upload.kind !== 'resting' ? null : (
        <p className="form-help">
          {photo ? '照片会先缩小、去掉拍摄地点再交。' : '图片、PDF、OFD、Word、Excel、PPT、文本，不超过 20 MB。'}
          {byHand() ? '' : '也可以拖到这里，或粘贴。'}
        </p>
      )}
    </div>
  );
}

/** What the field names now: what the record says, or what was handed in since. */
function Current({ id, field, photo }: { id: string; field: EditProps['field']; photo: boolean }) {
  const place = usePlace();
  const stands = place?.record?.fields[field.id] === id ? place.record : undefined;
  const of = useFileUrl(stands, field, place?.look);
  const known = stands?.files[field.id] ?? handed.get(id);
  const url = stands ? of : ownAddress(place?.ledger ?? '', id);
  return <FileView url={url} name={known?.name ?? (photo ? '照片' : '已交的文件')} mediaType={known?.media_type} bytes={known?.size} photo={photo} />;
}

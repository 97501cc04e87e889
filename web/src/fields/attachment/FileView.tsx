import { useRef, useState } from 'react';
import '../../styles/attachments.css';
import { showAbove } from '../../shell/dialog';
import { isPicture, size } from './address';

interface Props {
  /** Where it is read from; nothing while that is not known. */
  url: string | undefined;
  name: string;
  mediaType?: string | undefined;
  bytes?: number | undefined;
  /** Of a field that holds photos alone, whatever is known of the file. */
  photo: boolean;
}

/** A photo small, opening large; another file by its name and size, to be kept or read. */
export function FileView({ url, name, mediaType, bytes, photo }: Props) {
  if (photo || isPicture(mediaType)) return <Photo url={url} name={name} bytes={bytes} />;
  return (
    <span className="file" data-part="file">
      {url ? (
        <a href={url} download={name}>
          {name}
        </a>
      ) : (
        name
      )}
      {bytes === undefined ? null : <span className="file-size">{size(bytes)}</span>}
      {url && mediaType === 'application/pdf' ? (
        <a href={url} target="_blank" rel="noreferrer">
          打开看
        </a>
      ) : null}
    </span>
  );
}

function Photo({ url, name, bytes }: { url: string | undefined; name: string; bytes: number | undefined }) {
  const large = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [gone, setGone] = useState(false);
  if (!url) return <span className="file">{name}</span>;
  if (gone) return <span className="file">{name}：图片读不出来，请告诉管理员。</span>;
  const open = () => {
    setOpen(true);
    if (large.current) showAbove(large.current);
  };
  return (
    <span className="file" data-part="photo">
      <button type="button" className="photo-small" onClick={open} aria-label={`放大看 ${name}`}>
        <img src={url} alt="" loading="lazy" decoding="async" onError={() => setGone(true)} />
      </button>
      <span className="file-about">
        {name}
        {bytes === undefined ? null : <span className="file-size">{size(bytes)}</span>}
      </span>
      {/* Escape closes it, and the focus comes back to the small one: showAbove sees to that. */}
      <dialog ref={large} className="photo-large" aria-label={name} onClose={() => setOpen(false)} onClick={(event) => event.target === large.current && large.current?.close()}>
        {isOpen ? <img src={url} alt={name} /> : null}
        <div className="photo-acts">
          <span>{name}</span>
          <a className="button" href={url} download={name}>
            下载
          </a>
          <button type="button" className="button" onClick={() => large.current?.close()}>
            关闭
          </button>
        </div>
      </dialog>
    </span>
  );
}

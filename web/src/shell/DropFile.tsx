import { useState, type DragEvent } from 'react';

interface Props {
  title: string;
  about: string;
  take: (file: File) => void;
  /** A smaller one, where it is not the first thing to do. */
  small?: boolean;
  /** A file is there already; another takes its place. */
  taken?: boolean;
}

/** Takes a spreadsheet: dropped, or chosen. */
export function DropFile({ title, about, take, small = false, taken = false }: Props) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  };
  return (
    <label
      className={['drop', over ? 'drop-over' : '', small ? 'drop-small' : '', taken ? 'drop-taken' : ''].filter(Boolean).join(' ')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept=".xlsx,.xls,.et,.ods,.csv,.txt"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) take(file);
          event.target.value = '';
        }}
      />
      <b>{title}</b>
      <span>{about}</span>
    </label>
  );
}

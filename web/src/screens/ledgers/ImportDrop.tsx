import { useState, type DragEvent } from 'react';

/** Asks for a spreadsheet: dropped, or chosen. */
export function ImportDrop({ file, take }: { file?: File | undefined; take: (file: File) => void }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) take(dropped);
  };
  return (
    <label
      className={`drop${over ? ' drop-over' : ''}${file ? ' drop-taken' : ''}`}
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
          const [chosen] = event.target.files ?? [];
          if (chosen) take(chosen);
          event.target.value = '';
        }}
      />
      <b>{file ? file.name : '选一份表格，或拖到这里'}</b>
      <span>{file ? '换一份表格' : 'xlsx、xls、et、ods、csv 都可以；先预览，不会马上写入'}</span>
    </label>
  );
}

interface Props {
  act: string;
  disabled?: boolean;
  close: () => void;
}

/** The foot of a form about an account. */
export function Acts({ act, disabled = false, close }: Props) {
  return (
    <div className="start-acts">
      <button type="submit" className="button button-first" disabled={disabled} data-act="send">
        {act}
      </button>
      <button type="button" className="button button-quiet" onClick={close}>
        收起
      </button>
    </div>
  );
}

/** Shows a dialog above all else. Where it was asked for the keys are again when it closes: older browsers (before 95) leave them nowhere. */
export function showAbove(dialog: HTMLDialogElement): void {
  const from = document.activeElement;
  const back = () => {
    const lost = !document.activeElement || document.activeElement === document.body || dialog.contains(document.activeElement);
    if (lost && from instanceof HTMLElement && from.isConnected) from.focus();
  };
  dialog.addEventListener('close', back, { once: true });
  dialog.showModal();
}

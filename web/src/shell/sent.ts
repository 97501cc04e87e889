/** Words that were sent to the address and have not come back from it yet. Of several, the address may tell only the last. */
export class Sent {
  private words: string[] = [];

  send(word: string): void {
    this.words.push(word);
  }

  /** The word that will stand in the address when all have come back; nothing where none is under way. */
  last(): string | undefined {
    return this.words[this.words.length - 1];
  }

  /** Whether what the address says now is one of them; if not, it was changed from elsewhere, and none is awaited any more. */
  arrived(word: string): boolean {
    const found = this.words.indexOf(word);
    this.words = found < 0 ? [] : this.words.slice(found + 1);
    return found >= 0;
  }
}

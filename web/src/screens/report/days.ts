/** `2022-03-05` as a person writes it. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return year && month && date ? `${year}年${month}月${date}日` : day;
}

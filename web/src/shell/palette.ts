/** The colours of the house by day and by lamplight, for what cannot read custom properties: Ant Design, and charts. */
export interface Palette {
  paper: string;
  ground: string;
  wash: string;
  mute: string;
  ink: string;
  ink2: string;
  ink3: string;
  rule: string;
  rule2: string;
  edge: string;
  field: string;
  fieldDeep: string;
  fieldWash: string;
  onField: string;
  late: string;
  heed: string;
  heedWash: string;
}

export type Light = 'light' | 'dark';

/** Five shades of a figure on a map, the least first: one hue, told apart by lightness alone. */
export const SHADES: Record<Light, string[]> = {
  light: ['#e3eee2', '#b3d2b4', '#7fb088', '#4c8659', '#22502f'],
  dark: ['#28352d', '#3c5a46', '#588768', '#82b892', '#bfe6c9'],
};

export const PALETTES: Record<Light, Palette> = {
  light: {
    paper: '#fdfdfb',
    ground: '#ebeee9',
    wash: '#f4f7f3',
    mute: '#f3f5f1',
    ink: '#1c2320',
    ink2: '#4e5852',
    ink3: '#5d6760',
    rule: '#d9ddd6',
    rule2: '#bcc4bb',
    edge: '#858f87',
    field: '#3f7d4e',
    fieldDeep: '#2c5f39',
    fieldWash: '#e7f0e8',
    onField: '#ffffff',
    late: '#c8412b',
    heed: '#7d5110',
    heedWash: '#f6efdf',
  },
  dark: {
    paper: '#1a201d',
    ground: '#121614',
    wash: '#202724',
    mute: '#222926',
    ink: '#e3e8e3',
    ink2: '#aeb8b1',
    ink3: '#97a29a',
    rule: '#2d3531',
    rule2: '#46514a',
    edge: '#78837b',
    field: '#74b886',
    fieldDeep: '#92cda1',
    fieldWash: '#233329',
    onField: '#101612',
    late: '#ec7a63',
    heed: '#dcab5c',
    heedWash: '#332b19',
  },
};

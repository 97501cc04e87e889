import './shell/older_browsers';
import './styles/base.css';
import './styles/shell.css';
import './styles/search.css';
import './styles/figures.css';
import { createRoot } from 'react-dom/client';
import { App, begun } from './shell/App';

const root = document.getElementById('root');
if (root) void begun.then(() => createRoot(root).render(<App />));

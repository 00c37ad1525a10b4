import '@picocss/pico/css/pico.blue.min.css';
import './style.css';
import { render } from 'preact';
import { App } from './app.js';
import { applyStoredTheme } from './theme.js';

applyStoredTheme();
render(<App />, document.getElementById('app')!);

/// <reference types="vite/client" />
import { render } from 'solid-js/web';
import { App } from './App.tsx';
import { createClient } from './api/client.ts';
import { connectHost } from './host/index.ts';
import { startLanguage } from './state/create-language-choice.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/shell.css';
import './ui/controls.css';
import './ui/totals.css';
import './ui/chart.css';
import './ui/health.css';
import './ui/settings.css';
import './ui/clients.css';
import './ui/exchanges.css';
import './ui/exchange.css';
import './ui/optimise.css';
import './ui/account.css';

const root = document.getElementById('app');
await startLanguage(location.search);
const host = await connectHost();
if (root) {
  root.replaceChildren();
  render(() => <App client={createClient(host.api())} host={host} />, root);
}

// The pages with which nobody begins the day: one part, fetched as soon as the first page stands.
export { AccountPage } from './account/index.tsx';
export { OptimisePage } from './optimise/index.tsx';
export { UninstallPage } from './uninstall/index.tsx';
export { WelcomePage } from './welcome/index.tsx';

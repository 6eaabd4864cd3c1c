// The kinds of file that Vite turns into modules.
/// <reference types="vite/client" />

// The kinds of file that Vite turns into modules: styles and pictures.
/// <reference types="vite/client" />

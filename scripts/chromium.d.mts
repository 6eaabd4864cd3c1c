/** Launch arguments that keep Chromium off the network and able to start as root. */
export declare const chromiumArgs: string[]
/** Resolves to the path of a Chromium that runs here; throws a sentence that says how to get one. */
export declare function findChromium(): Promise<string>
/** Resolves to the path of the one Chromium that pictures are compared in; throws where npm has none for this machine. */
export declare function pinnedChromium(): Promise<string>

/** Launch arguments that keep Chromium off the network and able to start as root. */
export declare const chromiumArgs: string[]
/** Resolves to the path of a Chromium that runs here; throws a sentence that says how to get one. */
export declare function findChromium(): Promise<string>

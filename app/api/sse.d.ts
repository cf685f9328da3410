/** One message of an event stream. */
export interface ServerEvent {
    readonly type: string;
    readonly data: string;
}
/**
 * Reads an event stream piece by piece (WHATWG server-sent events; ids and retry times are not used here).
 * @returns a function that takes the next piece of text and gives the messages that it completes
 */
export declare function createEventReader(): (text: string) => readonly ServerEvent[];

/** Why a question to the sidecar has no answer. */
export type FailureKind = 'offline' | 'unauthorised' | 'refused';
export declare class ApiFailure extends Error {
    readonly kind: FailureKind;
    readonly hint: string | undefined;
    readonly status: number;
    constructor(kind: FailureKind, message: string, options?: {
        hint?: string | undefined;
        status?: number;
    });
}
/** The failure that an answer other than 2xx stands for; the sidecar says `{ code, message, hint }`. */
export declare function readFailure(response: Response): Promise<ApiFailure>;

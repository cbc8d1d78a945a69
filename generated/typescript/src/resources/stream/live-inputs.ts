import {
  APIResource,
  path,
  unwrapped,
  type APIPromise,
  type RequestOptions,
} from '../../core/index.js';

export class LiveInputs extends APIResource {
  static override readonly _key = ['stream', 'liveInputs'] as const;

  /**
   * Create a live input.
   *
   * Creates a live input, and returns credentials that you or your users can use to stream live
   * video to Cloudflare Stream.
   *
   * `POST /accounts/{account_id}/stream/live_inputs`
   *
   * Accepted permissions (at least one required): Stream Write
   *
   * @example
   * ```ts
   * const liveInput = await client.stream.liveInputs.create({
   *   account_id: 'account_id',
   *   deleteRecordingAfterDays: 45,
   *   enabled: true,
   *   meta: { name: 'test stream 1' },
   *   recording: {
   *     hideLiveViewerCount: false,
   *     mode: 'off',
   *     requireSignedURLs: false,
   *     timeoutSeconds: 0,
   *   },
   * });
   * ```
   */
  create(params: LiveInputCreateParams, options?: RequestOptions): APIPromise<LiveInput | null> {
    const { account_id, ...body } = params;
    return this._request(
      'POST',
      path`/accounts/${account_id}/stream/live_inputs`,
      { body, read: unwrapped('result'), security: [['api_token'], ['api_email', 'api_key']] },
      options,
    );
  }
}

/** Details about a live input. */
export interface LiveInput {
  /** The date and time the live input was created. */
  created?: string;
  /**
   * Indicates the number of days after which the live inputs recordings will be deleted. When a
   * stream completes and the recording is ready, the value is used to calculate a scheduled
   * deletion date for that recording. Omit the field to indicate no change, or include with a
   * null value to remove an existing scheduled deletion.
   */
  deleteRecordingAfterDays?: number | null;
  /** Indicates whether the live input is enabled and can accept streams. */
  enabled?: boolean;
  /**
   * A user modifiable key-value store used to reference other systems of record for managing
   * live inputs.
   */
  meta?: unknown;
  /** The date and time the live input was last modified. */
  modified?: string;
  /**
   * Records the input to a Cloudflare Stream video. Behavior depends on the mode. In most cases,
   * the video will initially be viewable as a live video and transition to on-demand after a
   * condition is satisfied.
   */
  recording?: LiveInput.Recording;
  /** Details for streaming to an live input using RTMPS. */
  rtmps?: LiveInput.RTMPS;
  /** Details for playback from an live input using RTMPS. */
  rtmpsPlayback?: LiveInput.RTMPSPlayback;
  /** Details for streaming to a live input using SRT. */
  srt?: LiveInput.SRT;
  /** Details for playback from an live input using SRT. */
  srtPlayback?: LiveInput.SRTPlayback;
  /** The connection status of a live input. */
  status?:
    | 'connected'
    | 'reconnected'
    | 'reconnecting'
    | 'client_disconnect'
    | 'ttl_exceeded'
    | 'failed_to_connect'
    | 'failed_to_reconnect'
    | 'new_configuration_accepted'
    | (string & {});
  /** A unique identifier for a live input. */
  uid?: string;
  /** Details for streaming to a live input using WebRTC. */
  webRTC?: LiveInput.WebRTC;
  /** Details for playback from a live input using WebRTC. */
  webRTCPlayback?: LiveInput.WebRTCPlayback;
}

export namespace LiveInput {
  /**
   * Records the input to a Cloudflare Stream video. Behavior depends on the mode. In most cases,
   * the video will initially be viewable as a live video and transition to on-demand after a
   * condition is satisfied.
   */
  export interface Recording {
    /**
     * Lists the origins allowed to display videos created with this input. Enter allowed origin
     * domains in an array and use * for wildcard subdomains. An empty array allows videos to be
     * viewed on any origin.
     */
    allowedOrigins?: Array<string>;
    /** Disables reporting the number of live viewers when this property is set to true. */
    hideLiveViewerCount?: boolean;
    /**
     * Specifies the recording behavior for the live input. Set this value to off to prevent a
     * recording. Set the value to automatic to begin a recording and transition to on-demand after
     * Stream Live stops receiving input.
     */
    mode?: 'off' | 'automatic' | (string & {});
    /**
     * Indicates if a video using the live input has the requireSignedURLs property set. Also
     * enforces access controls on any video recording of the livestream with the live input.
     */
    requireSignedURLs?: boolean;
    /**
     * Determines the amount of time a live input configured in automatic mode should wait before a
     * recording transitions from live to on-demand. 0 is recommended for most use cases and
     * indicates the platform default should be used.
     */
    timeoutSeconds?: number;
  }

  /** Details for streaming to an live input using RTMPS. */
  export interface RTMPS {
    /** The secret key to use when streaming via RTMPS to a live input. */
    streamKey?: string;
    /** The RTMPS URL you provide to the broadcaster, which they stream live video to. */
    url?: string;
  }

  /** Details for playback from an live input using RTMPS. */
  export interface RTMPSPlayback {
    /** The secret key to use for playback via RTMPS. */
    streamKey?: string;
    /** The URL used to play live video over RTMPS. */
    url?: string;
  }

  /** Details for streaming to a live input using SRT. */
  export interface SRT {
    /** The secret key to use when streaming via SRT to a live input. */
    passphrase?: string;
    /** The identifier of the live input to use when streaming via SRT. */
    streamId?: string;
    /** The SRT URL you provide to the broadcaster, which they stream live video to. */
    url?: string;
  }

  /** Details for playback from an live input using SRT. */
  export interface SRTPlayback {
    /** The secret key to use for playback via SRT. */
    passphrase?: string;
    /** The identifier of the live input to use for playback via SRT. */
    streamId?: string;
    /** The URL used to play live video over SRT. */
    url?: string;
  }

  /** Details for streaming to a live input using WebRTC. */
  export interface WebRTC {
    /** The WebRTC URL you provide to the broadcaster, which they stream live video to. */
    url?: string;
  }

  /** Details for playback from a live input using WebRTC. */
  export interface WebRTCPlayback {
    /** The URL used to play live video over WebRTC. */
    url?: string;
  }
}

export interface LiveInputCreateParams {
  /** Path param: Identifier. */
  account_id: string;
  /** Body param: Sets the creator ID asssociated with this live input. */
  defaultCreator?: string;
  /**
   * Body param: Indicates the number of days after which the live inputs recordings will be
   * deleted. When a stream completes and the recording is ready, the value is used to calculate
   * a scheduled deletion date for that recording. Omit the field to indicate no change, or
   * include with a null value to remove an existing scheduled deletion.
   */
  deleteRecordingAfterDays?: number | null;
  /** Body param: Indicates whether the live input is enabled and can accept streams. */
  enabled?: boolean;
  /**
   * Body param: A user modifiable key-value store used to reference other systems of record for
   * managing live inputs.
   */
  meta?: unknown;
  /**
   * Body param: Records the input to a Cloudflare Stream video. Behavior depends on the mode. In
   * most cases, the video will initially be viewable as a live video and transition to on-demand
   * after a condition is satisfied.
   */
  recording?: LiveInputCreateParams.Recording;
}

export namespace LiveInputCreateParams {
  /**
   * Records the input to a Cloudflare Stream video. Behavior depends on the mode. In most cases,
   * the video will initially be viewable as a live video and transition to on-demand after a
   * condition is satisfied.
   */
  export interface Recording {
    /**
     * Lists the origins allowed to display videos created with this input. Enter allowed origin
     * domains in an array and use * for wildcard subdomains. An empty array allows videos to be
     * viewed on any origin.
     */
    allowedOrigins?: Array<string>;
    /** Disables reporting the number of live viewers when this property is set to true. */
    hideLiveViewerCount?: boolean;
    /**
     * Specifies the recording behavior for the live input. Set this value to off to prevent a
     * recording. Set the value to automatic to begin a recording and transition to on-demand after
     * Stream Live stops receiving input.
     */
    mode?: 'off' | 'automatic' | (string & {});
    /**
     * Indicates if a video using the live input has the requireSignedURLs property set. Also
     * enforces access controls on any video recording of the livestream with the live input.
     */
    requireSignedURLs?: boolean;
    /**
     * Determines the amount of time a live input configured in automatic mode should wait before a
     * recording transitions from live to on-demand. 0 is recommended for most use cases and
     * indicates the platform default should be used.
     */
    timeoutSeconds?: number;
  }
}

export declare namespace LiveInputs {
  export { type LiveInput, type LiveInputCreateParams };
}

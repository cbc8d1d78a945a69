import { APIResource, path, type APIPromise, type RequestOptions } from '../../core/index.js';

export class Livestreams extends APIResource {
  static override readonly _key = ['realtimeKit', 'livestreams'] as const;

  /**
   * Create an independent livestream.
   *
   * Creates a livestream for the given App ID and returns ingest server, stream key, and
   * playback URL. You can pass custom input to the ingest server and stream key, and freely
   * distribute the content using the playback URL on any player that supports HLS/LHLS.
   *
   * `POST /accounts/{account_id}/realtime/kit/{app_id}/livestreams`
   *
   * Accepted permissions (at least one required): Realtime Admin, Realtime
   *
   * @param appID - The app identifier tag.
   *
   * @example
   * ```ts
   * const response =
   *   await client.realtimeKit.livestreams.createIndependentLivestream('app_id', {
   *     account_id: '023e105f4ecef8ad9ca31a8372d0c353',
   *     name: 'prdmmp-xhycsl',
   *   });
   * ```
   */
  createIndependentLivestream(
    appID: string,
    params: LivestreamCreateIndependentLivestreamParams,
    options?: RequestOptions,
  ): APIPromise<LivestreamCreateIndependentLivestreamResponse> {
    const { account_id, ...body } = params;
    return this._request(
      'POST',
      path`/accounts/${account_id}/realtime/kit/${appID}/livestreams`,
      { body },
      options,
    );
  }

  /**
   * Fetch all livestreams.
   *
   * Returns details of livestreams associated with the given App ID. It includes livestreams
   * created by your App and RealtimeKit meetings that are livestreamed by your App. If you only
   * want details of livestreams created by your App and not RealtimeKit meetings, you can use
   * the exclude_meetings query parameter.
   *
   * `GET /accounts/{account_id}/realtime/kit/{app_id}/livestreams`
   *
   * Accepted permissions (at least one required): Realtime Admin, Realtime
   *
   * @param appID - The app identifier tag.
   *
   * @example
   * ```ts
   * const response = await client.realtimeKit.livestreams.getAllLivestreams(
   *   'app_id',
   *   { account_id: '023e105f4ecef8ad9ca31a8372d0c353' },
   * );
   * ```
   */
  getAllLivestreams(
    appID: string,
    params: LivestreamGetAllLivestreamsParams,
    options?: RequestOptions,
  ): APIPromise<LivestreamGetAllLivestreamsResponse> {
    const { account_id, ...query } = params;
    return this._request(
      'GET',
      path`/accounts/${account_id}/realtime/kit/${appID}/livestreams`,
      { query },
      options,
    );
  }

  /**
   * Start livestreaming a meeting.
   *
   * Starts livestream of a meeting associated with the given meeting ID. Retreive the meeting ID
   * using the Create a meeting API.
   *
   * `POST /accounts/{account_id}/realtime/kit/{app_id}/meetings/{meeting_id}/livestreams`
   *
   * Accepted permissions (at least one required): Realtime Admin, Realtime
   *
   * @example
   * ```ts
   * const response =
   *   await client.realtimeKit.livestreams.startLivestreamingAMeeting(
   *     '182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e',
   *     {
   *       account_id: '023e105f4ecef8ad9ca31a8372d0c353',
   *       app_id: 'app_id',
   *       name: 'prdmmp-xhycsl',
   *     },
   *   );
   * ```
   */
  startLivestreamingAMeeting(
    meetingID: string,
    params: LivestreamStartLivestreamingAMeetingParams,
    options?: RequestOptions,
  ): APIPromise<LivestreamStartLivestreamingAMeetingResponse> {
    const { account_id, app_id, ...body } = params;
    return this._request(
      'POST',
      path`/accounts/${account_id}/realtime/kit/${app_id}/meetings/${meetingID}/livestreams`,
      { body },
      options,
    );
  }
}

export interface LivestreamCreateIndependentLivestreamResponse {
  data?: LivestreamCreateIndependentLivestreamResponse.Data;
  success?: boolean;
}

export namespace LivestreamCreateIndependentLivestreamResponse {
  export interface Data {
    /** The livestream ID. */
    id?: string;
    /** Specifies if the livestream was disabled. */
    disabled?: boolean;
    /** The server URL to which the RTMP encoder should send the video and audio data. */
    ingest_server?: string;
    meeting_id?: string | null;
    name?: string;
    /** The web address that viewers can use to watch the livestream. */
    playback_url?: string;
    status?: 'LIVE' | 'IDLE' | 'ERRORED' | 'INVOKED' | (string & {});
    /** Unique key for accessing each livestream. */
    stream_key?: string;
  }
}

export interface LivestreamGetAllLivestreamsResponse {
  data?: LivestreamGetAllLivestreamsResponse.Data;
  success?: boolean;
}

export namespace LivestreamGetAllLivestreamsResponse {
  export interface Data {
    /** The ID of the livestream. */
    id?: string;
    /** Timestamp the object was created at. The time is returned in ISO format. */
    created_at?: string;
    /** Specifies if the livestream was disabled. */
    disabled?: string;
    /** The server URL to which the RTMP encoder sends the video and audio data. */
    ingest_server?: string;
    /** ID of the meeting. */
    meeting_id?: string | null;
    /** Name of the livestream. */
    name?: string;
    paging?: Data.Paging;
    /** The web address that viewers can use to watch the livestream. */
    playback_url?: string;
    status?: 'LIVE' | 'IDLE' | 'ERRORED' | 'INVOKED' | (string & {});
    /** Unique key for accessing each livestream. */
    stream_key?: string;
    /** Timestamp the object was updated at. The time is returned in ISO format. */
    updated_at?: string;
  }

  export namespace Data {
    export interface Paging {
      end_offset?: number;
      start_offset?: number;
      total_count?: number;
    }
  }
}

export interface LivestreamStartLivestreamingAMeetingResponse {
  data?: LivestreamStartLivestreamingAMeetingResponse.Data;
  success?: boolean;
}

export namespace LivestreamStartLivestreamingAMeetingResponse {
  export interface Data {
    /** The livestream ID. */
    id?: string;
    /** The server URL to which the RTMP encoder sends the video and audio data. */
    ingest_server?: string;
    /** The web address that viewers can use to watch the livestream. */
    playback_url?: string;
    status?: 'LIVE' | 'IDLE' | 'ERRORED' | 'INVOKED' | (string & {});
    /** Unique key for accessing each livestream. */
    stream_key?: string;
  }
}

export interface LivestreamCreateIndependentLivestreamParams {
  /** Path param: The account identifier tag. */
  account_id: string;
  /** Body param: Name of the livestream */
  name?: string;
}

export interface LivestreamGetAllLivestreamsParams {
  /** Path param: The account identifier tag. */
  account_id: string;
  /** Query param: Specify the end time range in ISO format to access the live stream. */
  end_time?: string;
  /** Query param: Exclude the RealtimeKit meetings that are livestreamed. */
  exclude_meetings?: boolean;
  /** Query param: The page number from which you want your page search results to be displayed. */
  page_no?: number;
  /** Query param: Number of results per page. */
  per_page?: number;
  /** Query param: Specifies the sorting order for the results. */
  sort_order?: 'ASC' | 'DSC' | (string & {});
  /** Query param: Specify the start time range in ISO format to access the live stream. */
  start_time?: string;
  /** Query param: Specifies the status of the operation. */
  status?: 'LIVE' | 'IDLE' | 'ERRORED' | 'INVOKED' | (string & {});
}

export interface LivestreamStartLivestreamingAMeetingParams {
  /** Path param: The account identifier tag. */
  account_id: string;
  /** Path param: The app identifier tag. */
  app_id: string;
  /** Body param */
  name?: string;
  /** Body param */
  video_config?: LivestreamStartLivestreamingAMeetingParams.VideoConfig;
}

export namespace LivestreamStartLivestreamingAMeetingParams {
  export interface VideoConfig {
    /** Height of the livestreaming video in pixels */
    height?: number;
    /** Width of the livestreaming video in pixels */
    width?: number;
  }
}

export declare namespace Livestreams {
  export {
    type LivestreamCreateIndependentLivestreamResponse,
    type LivestreamGetAllLivestreamsResponse,
    type LivestreamStartLivestreamingAMeetingResponse,
    type LivestreamCreateIndependentLivestreamParams,
    type LivestreamGetAllLivestreamsParams,
    type LivestreamStartLivestreamingAMeetingParams,
  };
}

package org.nansen.gateway.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What was accepted of one source record before: by this, duplicates, late arrivals and conflicts are judged. It outlives
 * the records.
 *
 * @param version newest version, or null where the source gives none
 * @param contentHash keyed hash of the newest accepted content
 * @param eventTime time of the newest accepted event, in milliseconds since 1970
 * @param versions every accepted version with its content's hash, a line each
 * @param recordId the newest accepted record
 */
record Seen(@Nullable String version, String contentHash, long eventTime, String versions, String recordId) {

    /** Returns the hash of the content that was accepted under the version, or null. */
    @Nullable
    String contentOf(String known) {
        for (String line : versions.split("\n", -1)) {
            int blank = line.lastIndexOf(' ');
            if (blank > 0 && line.substring(0, blank).equals(known)) {
                return line.substring(blank + 1);
            }
        }
        return null;
    }

    private Seen with(String line) {
        return new Seen(version, contentHash, eventTime, versions + line, recordId);
    }

    private Seen followedBy(Seen newest) {
        return new Seen(
                newest.version == null ? version : newest.version,
                newest.contentHash,
                newest.eventTime,
                versions + newest.versions,
                newest.recordId);
    }

    /** Remembers an accepted record; a late one never becomes the newest. */
    static void accepted(
            Batch batch,
            Known known,
            String sourceKey,
            @Nullable String version,
            String contentHash,
            long eventTime,
            String recordId,
            boolean late) {
        String line = version == null ? "" : version + " " + contentHash + "\n";
        Seen newest = new Seen(version, contentHash, eventTime, line, recordId);
        Seen before = known.seen(sourceKey);
        Seen now;
        if (before == null) {
            now = newest;
        } else if (late) {
            now = before.with(line);
        } else {
            now = before.followedBy(newest);
        }
        // The whole row, whatever happened: writes that are put off run text by text, not in the order of the records.
        batch.putOff(
                "insert into seen (source_key, version, content_hash, event_time, versions, record_id)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (source_key) do update set"
                        + " version = excluded.version, content_hash = excluded.content_hash,"
                        + " event_time = excluded.event_time, versions = excluded.versions,"
                        + " record_id = excluded.record_id",
                sourceKey,
                now.version,
                now.contentHash,
                now.eventTime,
                now.versions,
                now.recordId);
        known.seen(sourceKey, now);
    }
}

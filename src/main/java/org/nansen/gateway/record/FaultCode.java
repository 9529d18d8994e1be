package org.nansen.gateway.record;

/**
 * Every public fault code of the gateway. The code is what a sender, an operator and a log line show; docs/operators.md
 * has a line for each. A hint says in plain words what to do and never holds a value from a record.
 */
public enum FaultCode {
    // 1xx: the sender's mistakes (reject, no retry)
    NG_101_REQUIRED("A required field is missing or empty."),
    NG_102_UNKNOWN_CODE("The value is not in the code list that the mapping names for this field."),
    NG_103_BIRTH_DATE("The birth date fits none of the formats that the mapping declares, or is impossible."),
    NG_104_DATE("The date or time cannot be read, or is impossible."),
    NG_105_SCHEMA("The canonical record that the mapping made does not fit the schema at this field."),
    NG_106_VERSION("A version must be a whole number or an ISO 8601 date or time, so that versions can be ordered."),
    NG_107_SAME_VERSION(
            "The same version of this source record was accepted before with other content; send the change with a newer version."),
    NG_108_MAPPING("The mapping failed on this record."),
    NG_109_MRZ(
            "The machine readable zone has not the lines, lengths and characters that ICAO Doc 9303 asks for, or a check digit does not hold."),
    NG_110_EMPTY("The file or message is empty."),
    NG_111_HEADER_ONLY("There is a header line and no record after it."),
    NG_112_COLUMNS(
            "The header lacks columns that this system is known to send; check the delimiter and the header line."),
    NG_113_ENCODING("Bytes cannot be read in the declared character set."),
    NG_114_LINE_TOO_LONG("A line is longer than the limit."),
    NG_115_JSON("The JSON is malformed, nested too deeply, or has a duplicate key."),
    NG_116_CSV("The CSV is malformed, for example by an unclosed quote."),
    NG_117_RECORD_TOO_LARGE("A record is larger than the limit."),
    NG_118_MESSAGE_TYPE("Only text and bytes messages are taken."),
    NG_119_REJECT_LIMIT("More records were rejected than the system's limit allows; the whole drop is held."),
    NG_120_CHANGED("The file changed, shrank or vanished while it was read; nothing of it goes further."),
    NG_121_BODY_TOO_LARGE("The request body is larger than the limit."),
    NG_122_MEDIA_TYPE("The media type is not one that this system sends."),
    NG_123_KEY_REUSED("The same Idempotency-Key was used before with another body."),
    NG_124_FILE_NAME("The file name has characters that are not taken."),
    NG_125_CHARACTERS("The text holds NUL or a broken surrogate."),
    NG_126_ROW_WIDTH("The row has more cells than the header has columns."),
    NG_127_REPLY_TO("The reply queue is not one of this system's own."),
    NG_128_DOOR_UNREACHABLE(
            "The system's server or queue cannot be reached, refuses our login, or lacks the folder; it is tried again at every poll."),
    NG_130_BACKLOG("The gateway has as much to work off as it takes at a time; send again later."),
    NG_131_DISK_RESERVE(
            "The gateway's disk has less free space than its reserve: nothing new is taken, and what was accepted goes on."),
    NG_132_STOPPING("The gateway stops; what was begun goes on after the next start."),
    NG_140_XML("The XML is not well-formed, or is cut off."),
    NG_141_XML_DTD("The XML has a document type declaration, which is never taken; no entity is ever expanded."),
    NG_142_XML_LIMIT("The XML is beyond what is taken of names, attributes, tags or depth."),
    NG_143_NO_RECORD("The XML holds no element of the name or path that format.record gives."),
    NG_144_SHAPE(
            "An element stands more than once, or has text beside attributes or elements, and format.repeated or format.objects does not name it."),
    NG_145_REFERENCE("A row refers to another that is not there."),
    NG_146_HELD_TABLES("The file's tables are larger than what can be held to join them."),
    NG_147_FORM("The value does not have the form that the mapping demands of this field."),
    NG_150_LINE_LENGTH("The line or record is shorter or longer than the declared fields are together."),
    NG_151_RECORD_TYPE("The line is of no declared type, or the header is missing or stands in the middle."),
    NG_152_TRAILER("The trailer is missing, or counts something else than was read; the file may be cut off."),
    NG_153_PACKED(
            "The compressed file is damaged, holds several files, is packed twice or protected, or unpacks to more than the limits allow."),
    NG_154_WORKBOOK("The Excel file, or the sheet in it, cannot be read as declared."),
    NG_155_CELL("The cell holds an error, a formula without a result, or a number that Excel cannot keep or show."),
    NG_160_TOO_MANY_VANISHED(
            "More records are missing from this snapshot than the system's limit allows; the whole drop is held."),
    NG_161_OLDER_SNAPSHOT("This snapshot is not newer than the last one; the whole drop is held."),
    NG_162_ROW_TWICE("The same record stands further up in this snapshot, with other content."),

    // 2xx: screening
    NG_201_ENDPOINT_UNREACHABLE("The screening endpoint refused the connection or cannot be reached."),
    NG_202_ENDPOINT_TIMEOUT("The screening endpoint did not answer in time."),
    NG_203_ENDPOINT_ERROR("The screening endpoint answered with an error."),
    NG_204_ANSWER_NOT_UNDERSTOOD("The answer of the screening endpoint was not understood; it counts as incomplete."),
    NG_205_NOT_ATTESTED("No valid owner-blind attestation for the database; nothing was asked."),
    NG_206_NOT_AUTHORISED("The system's legal basis or NCB authorisation is absent or has run out; nothing was asked."),
    NG_207_ENDPOINT_REFUSED("The screening endpoint refused our credentials or our request."),
    NG_209_SHADOW("The system runs in shadow mode; nothing was asked."),
    NG_210_ANSWER_PENDING("The screening endpoint took the question and will answer later; it is asked again soon."),
    NG_211_TELLING_WORDS(
            "The purpose that the system's profile states would tell the endpoint about asylum or refugees; nothing was asked."),

    // 3xx: disclosure
    NG_301_WALL("The destination lies in a feared or restricted country, or nobody attested its country."),
    NG_302_NO_RULE("No rule of the policy lets this message go."),
    NG_303_PERSON_UNKNOWN("A decision or status arrived for a person of whom no record is known."),
    NG_304_LATE("An older version, event or decision came after a newer one; it never acts by itself."),
    NG_305_REVIEW("The policy asks for a person's release."),
    NG_306_NOT_TEST("The destination is not marked as a test destination, and messages cannot be encrypted yet."),
    NG_307_OPEN_HIT("A hit on this person is not verified yet."),
    NG_308_LEGAL("Legal basis or purpose is missing; nothing is dispatched."),
    NG_309_NOTHING_HELD("INTERPOL is not known to hold data on the person, so it is told nothing."),
    NG_310_SHADOW("The system runs in shadow mode: everything is decided and shown, nothing leaves."),
    NG_311_NOT_VALID_YET("The policy is not valid yet; until its first day everything is withheld."),
    NG_320_VANISHED("The record is missing from the system's newest snapshot; nothing follows from that by itself."),
    NG_321_HISTORY(
            "The record is from before the date of its system's feed: it is stored, and neither asked nor told."),

    // 4xx: delivery
    NG_401_MAIL_UNREACHABLE("The mail server cannot be reached or ended the connection."),
    NG_402_MAIL_REFUSED("The mail server refused the message for good."),
    NG_403_MAIL_LOGIN("The mail server refused the login or cannot do TLS."),
    NG_404_REPLY_UNREACHABLE("The reply door of the system cannot be reached."),
    NG_405_RECIPIENT("The recipient's address is not usable."),
    NG_406_NOT_HANDED_OVER("Something of this record is not handed over yet."),

    // 5xx: the ledger
    NG_501_LEDGER_UNAVAILABLE("The ledger cannot be written at the moment."),
    NG_502_MASTER_KEY("The master key is missing or is not the one that the ledger was made with."),
    NG_503_LEDGER_LOCKED("Another process uses this ledger, or another node runs under this node's name."),
    NG_504_STATEMENT("A change to the ledger failed by its data and was set aside alone."),
    NG_505_UNSEAL("A sealed payload cannot be opened; its key was erased or it was altered."),
    NG_506_LEDGER_UNSAFE(
            "The database acknowledges what is not on disk yet, or orders text by a language; the gateway does not work on it."),
    NG_507_LEDGER_WENT_BACK(
            "After a fail-over the database lacks changes that it had acknowledged; compare what was sent and received since."),
    NG_508_CLAIM_OVER(
            "The process was paused for so long that another may have taken this unit; nothing was sent, it is taken again."),
    NG_509_TURN_OVER("Another node has taken over this drop or door; this one left off where it was."),
    NG_510_LEDGER_DAMAGED("The ledger is damaged; the gateway does not work on it. Restore the newest backup."),
    NG_511_LEDGER_SCHEMA("The ledger's schema and this version of the gateway do not go together."),
    NG_512_RESTORED(
            "The ledger was put back from an earlier time; what may have gone out already waits for a person's word."),
    NG_513_BACKUP("The backup cannot be taken, or is not what its manifest says."),

    // 6xx: configuration
    NG_602_SETTING("A setting is unknown, missing or has a wrong value."),
    NG_603_SECRET("A secret that a setting names is missing."),
    NG_604_SAMPLE("A sample of the system does not give the expected record."),
    NG_605_SYSTEM_BROKEN(
            "The configuration of this national system is wrong: its doors are shut and its records wait; all others work."),
    NG_606_BROKER_ALONE(
            "The embedded broker is for one node only, and another node lives: use a broker elsewhere, or stop the other."),

    // 7xx: who may call
    NG_701_NO_LOGIN("The call needs a login."),
    NG_702_FORBIDDEN("The login may not do this."),
    NG_703_TOO_MANY_FAILURES("Too many failed logins from this address; wait a minute."),
    NG_704_NO_GATEWAY("No gateway answers at this address."),

    // 9xx: ours
    NG_900_DEFECT("A fault of the gateway itself; report it with the id shown.");

    private final String hint;

    FaultCode(String hint) {
        this.hint = hint;
    }

    /** Returns the public form, for example {@code NG-102}. */
    public String code() {
        return name().substring(0, 6).replace('_', '-');
    }

    /** Returns what the code means, in words for a person at three in the morning. */
    public String hint() {
        return hint;
    }
}

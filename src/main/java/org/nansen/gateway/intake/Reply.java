package org.nansen.gateway.intake;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Where a system's receipts and answers go. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reply.Sftp.class, name = "sftp"),
    @JsonSubTypes.Type(value = Reply.Folder.class, name = "file"),
    @JsonSubTypes.Type(value = Reply.Queue.class, name = "jms"),
    @JsonSubTypes.Type(value = Reply.Get.class, name = "get")
})
sealed interface Reply {

    /** A folder on the server of the system's own SFTP door. */
    record Sftp(String writeTo) implements Reply {}

    /** A folder of this machine. */
    record Folder(String writeTo) implements Reply {}

    /** A queue. */
    record Queue(String queue) implements Reply {}

    /** Fetched over HTTP. */
    record Get() implements Reply {}
}

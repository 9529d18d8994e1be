package org.nansen.gateway.crash;

/** The three systems that send, each by its own door. */
enum Source {
    /** CSV files over SFTP, versioned. */
    REGISTRY,
    /** JSON messages over JMS, versioned. */
    BORDER,
    /** NDJSON over HTTP, decisions without a version. */
    CASEWORK;

    String system() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

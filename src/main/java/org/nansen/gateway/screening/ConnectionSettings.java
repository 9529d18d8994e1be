package org.nansen.gateway.screening;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.TellingWords;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A screening endpoint and how it is asked.
 *
 * @param adapter how it speaks; {@code json} is docs/api/screening.openapi.yaml
 * @param url base address; https, or http to this machine itself
 * @param databases what it offers
 * @param ownerBlind who attests, for each database, that asking tells the owner of an alert nothing (Regulation (EU)
 *     2019/817 Art. 9(5)); a database without it is never asked
 * @param user login, together with {@code passwordFile}
 * @param passwordFile secret file, relative to the home folder
 * @param tokenFile secret file with a bearer token, instead of user and password
 * @param connectTimeout longest wait for a connection
 * @param responseTimeout longest silence of the endpoint
 * @param deadline longest time of one call as a whole, against answers that drip
 * @param maxConnections calls at a time
 */
record ConnectionSettings(
        @NotNull(message = "is missing: json") @Nullable Adapter adapter,
        @NotNull(message = "is missing") @Nullable URI url,

        @NotEmpty(message = "is missing: name at least one database") @DefaultValue
        Set<String> databases,

        @DefaultValue @Valid Map<String, Attestation> ownerBlind,
        @Nullable String user,
        @Nullable String passwordFile,
        @Nullable String tokenFile,
        @DefaultValue("PT5S") Duration connectTimeout,
        @DefaultValue("PT20S") Duration responseTimeout,
        @DefaultValue("PT30S") Duration deadline,

        @Min(value = 1, message = "must be 1 or more")
        @Max(value = 1000, message = "must be 1000 or less")
        @DefaultValue("64")
        int maxConnections) {

    private static final Duration LONGEST_DEADLINE = Duration.ofMinutes(2);
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    ConnectionSettings {
        databases = Set.copyOf(databases);
        ownerBlind = Map.copyOf(ownerBlind);
        if (adapter == Adapter.FIND) {
            throw new IllegalArgumentException("adapter find is not part of this version; only json is");
        }
        if (url != null) {
            check(url);
        }
        for (String database : databases) {
            refuseUnless(
                    database.matches("[a-z][a-z0-9-]{0,39}"),
                    "databases are named in lower-case letters, digits and hyphens");
        }
        for (String database : ownerBlind.keySet()) {
            refuseUnless(
                    databases.contains(database), "owner-blind attests a database that is not among its databases");
        }
        refuseUnless((user == null) == (passwordFile == null), "user and password-file go together");
        refuseUnless(tokenFile == null || user == null, "either user and password-file, or token-file");
        ScreeningSettings.positive("connect-timeout", connectTimeout);
        ScreeningSettings.positive("response-timeout", responseTimeout);
        ScreeningSettings.positive("deadline", deadline);
        refuseUnless(
                deadline.compareTo(LONGEST_DEADLINE) <= 0,
                "deadline must be PT2M or less, well within a claim's lease");
        refuseUnless(
                user == null || !TellingWords.isIn(user), "user must not tell of asylum or refugees to the endpoint");
    }

    private static void check(URI url) {
        boolean inClear = "http".equals(url.getScheme());
        refuseUnless(
                url.getHost() != null && (inClear || "https".equals(url.getScheme())), "url must begin with https://");
        // What is asked is about people: in clear it may not leave the machine.
        refuseUnless(
                !inClear || THIS_MACHINE.contains(url.getHost()), "url may be http:// only to this machine itself");
        refuseUnless(
                url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null,
                "url must hold no login, query or fragment");
    }

    private static void refuseUnless(boolean good, String reason) {
        if (!good) {
            throw new IllegalArgumentException(reason);
        }
    }

    /** How an endpoint speaks. */
    enum Adapter {
        JSON,
        FIND
    }

    /**
     * A person's word that asking a database tells the owner of an alert nothing.
     *
     * @param by who attests it, with a reference
     * @param until last day on which it holds
     */
    record Attestation(
            @NotBlank(message = "is missing: who attests it") @Nullable
            String by,

            @NotNull(message = "is missing: the last day on which it holds") @Nullable
            LocalDate until) {

        boolean holdsOn(LocalDate day) {
            return by != null && !by.isBlank() && until != null && !day.isAfter(until);
        }
    }

    @Override
    public String toString() {
        return "ConnectionSettings[url=" + url + ", databases=" + databases + "]";
    }
}

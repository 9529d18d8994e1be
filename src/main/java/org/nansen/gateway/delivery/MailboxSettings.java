package org.nansen.gateway.delivery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The mail server that letters are handed to.
 *
 * @param url {@code smtp://user@host:port} with STARTTLS demanded (port 587 where none is given), or
 *     {@code smtps://user@host:port} with TLS from the first byte (465); without it no mail is sent and letters wait
 * @param passwordFile the user's password, one line; relative to the gateway's home
 * @param from the one sender address; says nothing of asylum or an office
 * @param trustCertificate PEM file of the authorities to trust instead of the JDK's, for a private one
 * @param connections how many connections are held open at most
 * @param helo name given in HELO; the sender's domain where absent
 * @param connectTimeout how long connecting may take
 * @param readTimeout how long an answer may take
 * @param writeTimeout how long sending may stall
 * @param idle how long a connection that nobody uses is kept
 * @param plainOnLoopbackForTests allows mail in clear, to this very machine only: for benches with a mail sink
 */
@Validated
@ConfigurationProperties(value = "gateway.mailbox", ignoreUnknownFields = false)
record MailboxSettings(
        @Nullable URI url,
        @Nullable String passwordFile,
        @Nullable String from,
        @Nullable String trustCertificate,
        @Min(1) @Max(64) @DefaultValue("4") int connections,
        @Nullable String helo,
        @NotNull @DefaultValue("PT10S") Duration connectTimeout,
        @NotNull @DefaultValue("PT60S") Duration readTimeout,
        @NotNull @DefaultValue("PT30S") Duration writeTimeout,
        @NotNull @DefaultValue("PT1M") Duration idle,
        @DefaultValue("false") boolean plainOnLoopbackForTests) {}

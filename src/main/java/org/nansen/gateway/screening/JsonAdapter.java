package org.nansen.gateway.screening;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.nansen.gateway.record.Defect;
import org.nansen.gateway.record.FaultCode;
import org.nansen.gateway.record.Unavailable;

/** Speaks docs/api/screening.openapi.yaml to one connection. */
final class JsonAdapter implements Adapter {

    private static final int MAX_ANSWER = 1024 * 1024;

    private final String lane;
    private final URI screenings;
    private final @Nullable String authorization;
    private final Duration deadline;
    private final Duration validFor;
    private final Clock clock;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor alarm;

    /**
     * @param lane what an outage is shown as
     * @param authorization value of the Authorization header, or null
     */
    JsonAdapter(
            String lane,
            ConnectionSettings settings,
            URI url,
            @Nullable String authorization,
            Duration validFor,
            Clock clock) {
        this.lane = lane;
        this.screenings = URI.create(url.toString().replaceAll("/+$", "") + "/screenings");
        this.authorization = authorization;
        this.deadline = settings.deadline();
        this.validFor = validFor;
        this.clock = clock;
        this.client = PlainHttp.client(settings);
        this.alarm = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, lane + "-deadline");
            thread.setDaemon(true);
            return thread;
        });
        alarm.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Answer ask(Question question) {
        Instant askedAt = clock.instant();
        HttpPost post = new HttpPost(screenings);
        post.setHeader("Idempotency-Key", question.key().toString());
        post.setHeader("Accept", "application/json");
        if (authorization != null) {
            post.setHeader("Authorization", authorization);
        }
        post.setEntity(new ByteArrayEntity(QuestionJson.write(question), ContentType.APPLICATION_JSON));
        Reply reply = send(post);
        if (reply.status == 202) {
            return new Answer.Pending();
        }
        AnswerReading reading = new AnswerReading(question, askedAt, clock.instant(), validFor);
        if (reply.status == 200) {
            if (reply.body == null) {
                return reading.notUnderstood("answer is larger than 1 MiB");
            }
            return reply.isJson ? reading.read(reply.body) : reading.notUnderstood("answer is no application/json");
        }
        if (reply.status > 200 && reply.status < 300) {
            return reading.notUnderstood("answer has status " + reply.status);
        }
        throw switch (reply.status) {
            // The connection is set up wrongly; no question would fare better.
            case 401, 403, 404, 405, 407, 410 -> Unavailable.of(FaultCode.NG_207_ENDPOINT_REFUSED, lane);
            case 408, 504 -> Unavailable.of(FaultCode.NG_202_ENDPOINT_TIMEOUT, lane);
            case 425, 429 -> Unavailable.of(FaultCode.NG_203_ENDPOINT_ERROR, lane);
            default ->
                reply.status >= 400 && reply.status < 500
                        ? Defect.of(FaultCode.NG_207_ENDPOINT_REFUSED, lane)
                        : Unavailable.of(FaultCode.NG_203_ENDPOINT_ERROR, lane);
        };
    }

    /** Sends once. The time-outs of a socket begin anew with every byte; only the alarm ends an answer that drips. */
    private Reply send(HttpPost post) {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> watch = alarm.schedule(
                () -> {
                    late.set(true);
                    post.cancel();
                },
                deadline.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return client.execute(post, response -> read(post, response));
        } catch (IOException failed) {
            throw Unavailable.of(late.get() ? FaultCode.NG_202_ENDPOINT_TIMEOUT : code(failed), lane, failed);
        } catch (IllegalStateException closed) {
            // The gateway is stopping; the question waits for its next start.
            throw Unavailable.of(FaultCode.NG_201_ENDPOINT_UNREACHABLE, lane, closed);
        } finally {
            watch.cancel(false);
        }
    }

    private static FaultCode code(IOException failed) {
        if (failed instanceof ConnectTimeoutException
                || failed instanceof SocketTimeoutException
                || failed instanceof InterruptedIOException) {
            return FaultCode.NG_202_ENDPOINT_TIMEOUT;
        }
        // It took the connection and then broke off, or it cannot be reached or trusted at all.
        return failed instanceof NoHttpResponseException
                        || failed instanceof org.apache.hc.core5.http.ConnectionClosedException
                ? FaultCode.NG_203_ENDPOINT_ERROR
                : FaultCode.NG_201_ENDPOINT_UNREACHABLE;
    }

    private static Reply read(HttpPost post, ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        Header type = response.getFirstHeader("Content-Type");
        boolean isJson = type != null
                && type.getValue().toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")
                && !response.containsHeader("Content-Encoding");
        if (response.getCode() != 200) {
            // What it says beside is of no use, and the rest of it might never end.
            if (entity != null && entity.getContentLength() != 0) {
                post.cancel();
            }
            return new Reply(response.getCode(), false, null);
        }
        if (entity == null) {
            return new Reply(200, false, new byte[0]);
        }
        try (InputStream in = entity.getContent()) {
            byte[] body = in.readNBytes(MAX_ANSWER + 1);
            if (body.length > MAX_ANSWER) {
                post.cancel();
                return new Reply(200, isJson, null);
            }
            return new Reply(200, isJson, body);
        }
    }

    @Override
    public void close() {
        alarm.shutdownNow();
        client.close(CloseMode.GRACEFUL);
    }

    private record Reply(int status, boolean isJson, byte @Nullable [] body) {}
}

package org.nansen.gateway.intake;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;

/** Hands the HTTP request behind an exchange to the system's door; nothing else of the exchange is looked at. */
final class HttpDoor {

    private final RequestDoor door;

    HttpDoor(RequestDoor door) {
        this.door = door;
    }

    public void take(Exchange exchange) {
        Answer answer = door.take(exchange.getIn(PlatformHttpMessage.class).getRequest());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.mediaType());
        if (answer.location() != null) {
            message.setHeader("Location", answer.location());
        }
        if (answer.retryAfter() != null) {
            message.setHeader("Retry-After", answer.retryAfter().toString());
        }
        message.setBody(answer.body().toString());
    }
}

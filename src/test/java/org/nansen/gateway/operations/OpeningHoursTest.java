package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OpeningHoursTest {

    private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();

    @Test
    void asksToTryAgainAsLongAsDoorsDoNotRun() throws Exception {
        MockHttpServletResponse response = call();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isNotNull();
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
    }

    @Test
    void letsCallsThroughWhenTheDoorsRun() throws Exception {
        availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));
        assertThat(call().getStatus()).isEqualTo(200);
    }

    private MockHttpServletResponse call() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new OpeningHours(availability, new ObjectMapper())
                .doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
        return response;
    }
}

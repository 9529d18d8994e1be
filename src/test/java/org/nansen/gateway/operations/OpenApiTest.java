package org.nansen.gateway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class OpenApiTest extends ApiSlice {

    /** Served by a route of intake, not by a controller. */
    private static final String HAND_OVER = "POST /api/v1/systems/{system}/records";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Test
    void describesEachPathThatIsServedAndNoOther() throws Exception {
        Set<String> served = new TreeSet<>(Set.of(HAND_OVER));
        mapping.getHandlerMethods().keySet().forEach(info -> info.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .forEach(path ->
                        info.getMethodsCondition().getMethods().forEach(method -> served.add(method + " " + path))));

        assertThat(described()).isEqualTo(served);
    }

    private static Set<String> described() throws Exception {
        Map<String, Object> api = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("docs/api/gateway.openapi.yaml")));
        Set<String> described = new TreeSet<>();
        ((Map<?, ?>) api.get("paths")).forEach((path, methods) -> ((Map<?, ?>) methods)
                .keySet().stream()
                        .map(String::valueOf)
                        .filter(Set.of("get", "put", "post", "delete")::contains)
                        .forEach(method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        return described;
    }
}

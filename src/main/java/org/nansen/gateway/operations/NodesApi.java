package org.nansen.gateway.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.nansen.gateway.ledger.Nodes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which gateway processes share the ledger, which of them live, and what each does alone. */
@RestController
class NodesApi {

    private final Nodes nodes;

    NodesApi(Nodes nodes) {
        this.nodes = nodes;
    }

    @GetMapping("/api/v1/nodes")
    NodeList nodes() {
        return new NodeList(nodes.all());
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NodeList(List<Nodes.Node> nodes) {}
}

package org.nansen.gateway.normalize;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Writes invented records in the form in which a sample had its own. */
interface SampleWriter {

    byte[] write(List<JsonNode> records);
}

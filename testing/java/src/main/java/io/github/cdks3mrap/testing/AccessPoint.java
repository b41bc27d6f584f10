package io.github.cdks3mrap.testing;

import java.util.List;

/** A simulated access point and its members. */
public record AccessPoint(String arn, String alias, String name, List<Member> members) {
    /** An underlying bucket. */
    public record Member(String region, String bucket) {}
}

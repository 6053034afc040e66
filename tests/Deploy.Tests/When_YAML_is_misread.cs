using Acp.Deploy.Tests.Files;
using YamlDotNet.Core;

namespace Acp.Deploy.Tests;

/// <summary>What reads the files here must be as strict as what will apply them, or stricter.</summary>
public sealed class When_YAML_is_misread
{
    [Fact]
    public void A_key_that_is_there_twice_is_an_error()
    {
        Assert.Throws<YamlException>(() => Yaml.Documents("a: 1\nb: { c: 1, c: 2 }"));
        Assert.Throws<YamlException>(() => Yaml.Merged("a: 1\na: 2"));
    }

    [Fact]
    public void What_is_taken_over_by_reference_gives_way_to_what_stands_beside_it() =>
        Assert.Equal("""{"x":{"a":1,"b":2},"y":{"a":1,"b":3}}""", Yaml.Merged("x: &x { a: 1, b: 2 }\ny: { <<: *x, b: 3 }").ToJsonString());

    [Fact]
    public void Numbers_truths_and_texts_are_told_apart() =>
        Assert.Equal("""{"a":1,"b":"1","c":true,"d":"true","e":"x"}""", Yaml.Documents("a: 1\nb: \"1\"\nc: true\nd: \"true\"\ne: x").Single().ToJsonString());
}

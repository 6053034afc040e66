using System.Net;
using Acp.Gateway.Hosting;
using Acp.Gateway.Keys;
using Acp.Gateway.Tests.Host;
using Acp.Keys;
using Microsoft.Extensions.Configuration;

namespace Acp.Gateway.Tests;

public sealed class When_a_key_is_drawn_for_the_configuration
{
    [Theory]
    [InlineData("", "Platforms__0__ApiKeys__0", "/checkout_sessions/cs_1")]
    [InlineData("platform", "Platforms__0__ApiKeys__0", "/checkout_sessions/cs_1")]
    [InlineData("admin", "Admin__Keys__0__Key", "/admin/events")]
    public async Task The_hash_in_the_configuration_lets_the_key_in_and_not_itself(string kind, string place, string path)
    {
        var (exit, output, _) = Run(["key", .. kind.Length == 0 ? [] : new[] { kind }]);
        var key = output.Split("key            ")[1].Split(Environment.NewLine)[0];
        var hash = output.Split($"{place}=")[1].Split(Environment.NewLine)[0];
        var setting = place[0] == 'P' ? "Platforms:0:ApiKeys:1" : "Admin:Keys:2:Key";
        await using var host = await AcpHost.Start(configure: builder => builder.Configuration.AddInMemoryCollection([new(setting, hash)]));

        Assert.Equal(0, exit);
        Assert.Equal(HttpStatusCode.OK, await Ask(host, path, key));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(host, path, hash));
    }

    [Fact]
    public void Two_are_never_the_same_and_each_shows_what_it_is()
    {
        var keys = Enumerable.Range(0, 100).Select(_ => Run(["key"]).Output.Split("key            ")[1].Split(Environment.NewLine)[0]).ToList();

        Assert.Equal(100, keys.Distinct().Count());
        Assert.All(keys, key => Assert.True(KeyText.TryReadId(AccessKeyKind.Platform, key, out _)));
    }

    [Theory]
    [InlineData("key", "robot")]
    [InlineData("key", "admin", "platform")]
    public void Another_word_is_refused_and_nothing_drawn(params string[] args)
    {
        var (exit, output, told) = Run(args);

        Assert.Equal((1, "", "key takes one word: platform or admin."), (exit, output, told.Trim()));
    }

    private static (int Exit, string Output, string Told) Run(string[] args)
    {
        using var output = new StringWriter();
        using var told = new StringWriter();
        return (KeyCommand.Run(args, new RandomSecrets(), output, told), output.ToString(), told.ToString());
    }

    private static async Task<HttpStatusCode> Ask(AcpHost host, string path, string key)
    {
        using var request = AcpHost.Get(path);
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await (path.StartsWith("/admin", StringComparison.Ordinal) ? host.Operator : host.Client).SendAsync(request);
        return answer.StatusCode;
    }
}

using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_secrets_pass_through
{
    private const string Token = "spt_secret_token";
    private const string Method = "pm_of_a_shopper";
    private const string Note = "a note about the shopper";
    private const string WrongKey = "sk_wrong_key_of_somebody";

    /// <summary>With the server's own log at its loudest, and in the environment that likes to show exceptions.</summary>
    [Fact]
    public async Task Neither_a_reply_nor_a_log_line_holds_one()
    {
        await using var host = await AcpHost.Start();
        var wrong = AcpHost.Post("/checkout_sessions", "{}");
        wrong.Headers.Authorization = new("Bearer", WrongKey);
        var complete = $$"""{"shared_payment_granted_token":"{{Token}}"}""";
        var replies = new List<HttpResponseMessage> { await host.Client.SendAsync(wrong) };
        host.Session.Answer = () => Sessions.Replied(Sessions.Completed());
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", complete)));
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", complete.Replace("}", ",}"))));
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", complete.Replace(Token, Token + " "))));
        host.Session.Answer = () => throw new InvalidOperationException("boom");
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/checkout_sessions/cs_1/complete", complete)));

        var said = string.Concat(await Task.WhenAll(replies.Select(async reply => reply + await reply.Content.ReadAsStringAsync())));
        Assert.Equal([401, 200, 400, 400, 500], replies.Select(reply => (int)reply.StatusCode));
        Assert.All(new[] { Token, WrongKey, AcpHost.Key }, secret => Assert.DoesNotContain(secret, said + host.Logs.All));
    }

    /// <summary>Whose card it is and what the platform noted is nobody's business but the provider's and the platform's.</summary>
    [Fact]
    public async Task Nor_does_one_of_a_wish_for_a_token()
    {
        await using var host = await AcpHost.Start();
        var wish = Bodies.Issue.Replace("pm_card_visa", Method, StringComparison.Ordinal).Replace("\"42\"", $"\"{Note}\"", StringComparison.Ordinal);
        var replies = new List<HttpResponseMessage> { await host.Client.SendAsync(AcpHost.Post("/spt", wish)) };
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/spt", wish.Replace("4999", "-1", StringComparison.Ordinal))));
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/spt", wish.Replace(Method, Method + " ", StringComparison.Ordinal))));
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/spt", wish.Replace("\"order\"", "\"or[d]er\"", StringComparison.Ordinal))));
        host.Grains.Issue.Answer = () => throw new InvalidOperationException("boom");
        replies.Add(await host.Client.SendAsync(AcpHost.Post("/spt", wish)));

        var said = string.Concat(await Task.WhenAll(replies.Select(async reply => reply + await reply.Content.ReadAsStringAsync())));
        Assert.Equal([201, 400, 400, 400, 500], replies.Select(reply => (int)reply.StatusCode));
        Assert.All(new[] { Method, Note, AcpHost.Key }, secret => Assert.DoesNotContain(secret, said + host.Logs.All));
    }

    /// <summary>An operator sees tokens, which is what the surface is for, and their ids stand in its paths; a key is seen by nobody.</summary>
    [Fact]
    public async Task Nor_does_one_of_the_administration()
    {
        await using var host = await AcpHost.Start();
        var replies = new List<HttpResponseMessage>();
        foreach (var key in new[] { WrongKey, AcpHost.ReadKey, AcpHost.SupportKey, AcpHost.AdminKey })
        {
            replies.Add(await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Post, $"/admin/spt/{Token}/revoke", key: key)));
            replies.Add(await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/spt?cursor=x", key: key)));
        }

        host.Inventory.Answers = _ => throw new InvalidOperationException("boom");
        replies.Add(await host.Client.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/spt")));

        var said = string.Concat(await Task.WhenAll(replies.Select(async reply => reply + await reply.Content.ReadAsStringAsync())));
        Assert.Equal([401, 401, 403, 400, 404, 400, 404, 400, 500], replies.Select(reply => (int)reply.StatusCode));
        Assert.All(new[] { WrongKey, AcpHost.ReadKey, AcpHost.SupportKey, AcpHost.AdminKey, "boom" }, secret => Assert.DoesNotContain(secret, said));
        Assert.All(new[] { WrongKey, AcpHost.ReadKey, AcpHost.SupportKey, AcpHost.AdminKey }, secret => Assert.DoesNotContain(secret, host.Logs.All));
    }
}

using System.Reflection;

namespace Acp.Client.Tests;

/// <summary>What is written into a log by mistake is written by ToString.</summary>
public sealed class When_secrets_pass_through
{
    private const string Mark = "hush-hush";

    private static readonly Type[] Private =
    [
        typeof(Address), typeof(Buyer), typeof(FulfillmentDetails), typeof(FulfillmentGroup), typeof(CheckoutSession), typeof(CreateSession), typeof(UpdateSession),
        typeof(CompleteSession), typeof(AuthenticationResult), typeof(AuthenticationProof), typeof(IssueToken), typeof(IssuedToken), typeof(TokenRow),
        typeof(TokenDetail), typeof(ProviderEvent), typeof(OrderDetail), typeof(OrderNote), typeof(CheckoutStory), typeof(StoryEntry), typeof(UnconfirmedRevocation), typeof(SearchHit), typeof(NewFulfillment), typeof(Order), typeof(AuditEntry),
    ];

    /// <summary>Not a secret, and what tells one from another.</summary>
    private static readonly string[] Named =
    [
        "Id", "Currency", "Type", "Status", "Platform", "Merchant", "MerchantDomain", "Session", "Issue", "PaymentIntent", "Subject", "Handler", "Event", "By", "Why", "Kind", "State",
    ];

    public static TheoryData<string> Types { get; } = [.. Private.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void None_is_in_a_text(string name)
    {
        var type = Private.Single(type => type.Name == name);

        Assert.DoesNotContain(Mark, Filled(type)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task None_is_in_what_a_failure_says()
    {
        using var server = new ScriptedServer(() => throw new InvalidOperationException($"a handler in between knew {Mark}"));

        var answer = await server.Client(new() { Budget = TimeSpan.FromSeconds(1) }).Sessions.Complete("cs_1", new() { Token = Mark, OrderNotes = Mark });

        var unknown = Assert.IsType<PaymentAnswer.Unknown>(answer);
        Assert.DoesNotContain(Mark, $"{unknown} {server.Client().Sessions}", StringComparison.Ordinal);
        Assert.DoesNotContain("secret_platform_key", $"{unknown} {server.Client()}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("two\nlines-of-a-key")]
    [InlineData("a key with a space")]
    public void A_key_that_cannot_be_sent_is_refused_and_not_repeated(string key)
    {
        using var http = new HttpClient { BaseAddress = new Uri("https://shop.example") };

        Assert.DoesNotContain(key, Assert.Throws<ArgumentException>(() => new AcpClient(http, key)).Message, StringComparison.Ordinal);
    }

    /// <summary>One of the type, with the mark in every text but those that name it.</summary>
    private static object? Filled(Type type) => type switch
    {
        _ when type == typeof(string) => Mark,
        _ when type == typeof(PaymentToken) => new PaymentToken(Mark),
        _ when type == typeof(Uri) => new Uri($"https://{Mark}.example"),
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ when type == typeof(IReadOnlyDictionary<string, string>) => new Dictionary<string, string> { [Mark] = Mark },
        _ when type.IsInterface => ListOf(type.GenericTypeArguments.Single()),
        _ => Members(type),
    };

    private static Array ListOf(Type type)
    {
        var list = Array.CreateInstance(type, 1);
        list.SetValue(Filled(type), 0);
        return list;
    }

    private static object Members(Type type)
    {
        var constructor = type.GetConstructors().OrderByDescending(it => it.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters().Select(it => Filled(it.ParameterType))]);
        foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(it => it.CanWrite))
        {
            member.SetValue(made, Named.Contains(member.Name) && member.PropertyType == typeof(string) ? "known" : Filled(member.PropertyType));
        }

        return made;
    }
}

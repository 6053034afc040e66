using System.Text.Json;

namespace Acp.Pricing;

/// <summary>
/// Reads what a system of the merchant's own answered, with the catalog file's own strictness: a member that is missing,
/// unknown or there twice makes the whole answer useless, because with prices half of an answer is a guess.
/// </summary>
internal static class AnswerReading
{
    /// <summary>A hundred products with everything have below 5,000.</summary>
    private const int MostTokens = 20_000;

    /// <exception cref="CatalogInvalidException">The answer cannot be used.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, Func<ObjectReader, Problems, T> read)
    {
        const string Name = "answer";
        var problems = new Problems();
        RefuseTooMuch(utf8.Span, problems);
        problems.ThrowIfAny(Name);
        var root = LocatedJson.Read(utf8, problems);
        problems.ThrowIfAny(Name);
        var answer = new ObjectReader(root!, problems);
        var result = read(answer, problems);
        answer.RefuseOthers();
        problems.ThrowIfAny(Name);
        return result;
    }

    /// <summary>An amount in another currency would be taken for one in ours.</summary>
    public static void RefuseOtherCurrency(this Problems problems, JsonSpot? spot, string currency)
    {
        if (spot is not null && (spot.Kind != JsonTokenType.String || spot.Text != currency))
        {
            problems.Add(spot, "must be the currency that was asked for.");
        }
    }

    public static string? OptionalText(this Problems problems, JsonSpot? spot, int most = 200) => spot is null ? null : problems.Text(spot, most);

    /// <summary>Minor units, within what can be charged and in the currency's steps.</summary>
    public static long Price(this Problems problems, JsonSpot? spot, Currency currency) => spot is null ? 0 : problems.Amount(spot, currency);

    // Before anything is kept of it: a megabyte of brackets would become a hundred.
    private static void RefuseTooMuch(ReadOnlySpan<byte> utf8, Problems problems)
    {
        var reader = new Utf8JsonReader(utf8);
        var tokens = 0;
        try
        {
            while (reader.Read())
            {
                tokens++;
            }
        }
        catch (JsonException)
        {
            problems.Add(1, 1, "$", "is no JSON.");
        }

        if (tokens > MostTokens)
        {
            problems.Add(1, 1, "$", "holds too many values.");
        }
    }
}

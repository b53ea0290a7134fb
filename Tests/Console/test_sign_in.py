"""Signing in at the provider, in a real browser."""


def test_somebody_signs_in_and_comes_where_they_wanted_to(browser, console):
    page = browser.new_page()
    page.goto(f"{console}/interviews")
    page.fill("input[name=sub]", "rita")
    page.click("button[type=submit], input[type=submit]")
    page.wait_for_url(f"{console}/interviews")
    assert "Rita Lenoir" in page.inner_text("header")
    page.close()

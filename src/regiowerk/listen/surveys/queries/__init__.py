"""What is known of surveys: answers and their sheet, progress, links, responses, submissions."""
